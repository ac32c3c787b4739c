import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const most = 10

/**
 * Files of tests, of which those that get along share a process, ten at a time: most of the time of a small file
 * goes into reading the program. `folder` is emptied and takes the files that name them.
 * @returns what to run: files of `folder`, and those that have to be alone
 */
export async function together(tests: string[], folder: string): Promise<string[]> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const texts = await Promise.all(tests.map((file) => readFile(file, 'utf8')))
  const sociable = tests.filter((_, index) => !isAlone(texts[index] ?? ''))
  const groups = lumps(sociable).map(async (files, index) => {
    const path = join(folder, `${String(index).padStart(3, '0')}.mjs`)
    await writeFile(path, files.map((file) => `import '${pathToFileURL(resolve(file))}'\n`).join(''))
    return path
  })
  return [...(await Promise.all(groups)), ...tests.filter((file) => !sociable.includes(file))]
}

/** What a file does before and after each of its tests outside of a suite, it would do for those of others too. */
function isAlone(text: string): boolean {
  return /^(?:before|after)(?:Each)?\(/m.test(text)
}

function lumps(files: string[]): string[][] {
  const count = Math.ceil(files.length / most)
  return Array.from({ length: count }, (_, index) => files.slice(index * most, (index + 1) * most))
}
