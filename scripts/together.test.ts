import assert from 'node:assert/strict'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it } from 'node:test'
import { together } from './together.ts'

it('Small files of tests share a process, but those that work before or after each test', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'together-'))
  const names = Array.from({ length: 12 }, (_, index) => join(folder, `${index + 10}.test.ts`))
  await Promise.all(names.map((name) => writeFile(name, "it('works', () => {})\n")))
  const alone = join(folder, 'alone.test.ts')
  await writeFile(alone, "afterEach(() => {})\nit('works', () => {})\n")

  const files = await together([...names, alone], join(folder, 'groups'))
  assert.equal(files.length, 3)
  assert.equal(files[2], alone)
  const [one = '', other = ''] = await Promise.all(files.slice(0, 2).map((file) => readFile(file, 'utf8')))
  assert.deepEqual(
    [one, other].map((text) => text.match(/^import '.*\.test\.ts'$/gm)?.length),
    [10, 2],
  )
})
