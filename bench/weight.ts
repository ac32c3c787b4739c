import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { buildAssets } from '../scripts/build.ts'
import { openClinic } from '../test/support/clinic.ts'
import type { Row } from './figure.ts'

const root = join(import.meta.dirname, '..')

/** What browsers load, compressed, beside the same uncompressed. */
export async function measure(): Promise<Row[]> {
  await buildAssets()
  const chat = await built('dist/plugins/webchat')
  const desk = await built('dist/assets')
  const clinic = await openClinic()
  const page = Buffer.from(await (await clinic.agent('lin')).page('/desk'))
  await clinic.stop()
  return [
    row('loader', 3072, chat('loader.js')),
    row('launcher', 8192, chat('launcher.js')),
    row('panel with styles', 45 * 1024, chat('panel.js'), chat('panel.css')),
    row('desk script', undefined, desk('desk.js')),
    row('desk styles', undefined, desk('desk.css')),
    row('empty desk page', undefined, page),
  ]
}

function row(name: string, aim: number | undefined, ...files: Buffer[]): Row {
  const value = sum(files.map((file) => gzipSync(file, { level: 9 }).length))
  const beside = { name: 'as it is', value: sum(files.map((file) => file.length)) }
  return { name, value, unit: 'bytes gzip', beside, ...(aim !== undefined && { aim }) }
}

/** Reads the files that the manifest names. */
async function built(folder: string): Promise<(name: string) => Buffer> {
  const manifest: Record<string, string> = JSON.parse(
    await readFile(join(root, folder, 'manifest.json'), 'utf8'),
  )
  const files = new Map<string, Buffer>()
  for (const [name, hashed] of Object.entries(manifest)) {
    files.set(name, await readFile(join(root, folder, hashed)))
  }
  return (name) => files.get(name) ?? Buffer.alloc(0)
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
