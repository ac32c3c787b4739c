import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { buildPlugin } from '../../scripts/build.ts'

let folder: string
let names: Record<string, string>

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qiantai-weight-'))
  names = await buildPlugin(import.meta.dirname, folder)
})
after(() => rm(folder, { recursive: true }))

/** Bytes over the wire, compressed as a server does it. */
async function weightOf(...files: string[]): Promise<number> {
  const weights = files.map(async (file) => {
    const name = names[file] ?? assert.fail(`${file} was not built`)
    return gzipSync(await readFile(join(folder, name)), { level: 9 }).length
  })
  return (await Promise.all(weights)).reduce((sum, weight) => sum + weight, 0)
}

// What a clinic's page pays for the chat: the first two on every page, the panel when somebody opens it.
for (const { files, budget } of [
  { files: ['loader.js'], budget: 3 * 1024 },
  { files: ['launcher.js'], budget: 8 * 1024 },
  { files: ['panel.js', 'panel.css'], budget: 45 * 1024 },
]) {
  test(`${files.join(' with ')} weighs at most ${budget} bytes`, async () => {
    const weight = await weightOf(...files)
    assert.ok(weight <= budget, `${weight} bytes`)
  })
}
