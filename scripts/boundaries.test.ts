import assert from 'node:assert/strict'
import { glob, readFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { it } from 'node:test'

const root = join(import.meta.dirname, '..')

type Import = { from: string; to: string }

async function sources(pattern: string): Promise<string[]> {
  const files = await Array.fromAsync(glob(pattern, { cwd: root }))
  return files.filter((file) => !file.includes('/fixtures/')).sort()
}

const text = (file: string) => readFile(join(root, file), 'utf8')

async function imports(pattern: string): Promise<Import[]> {
  const found = (await sources(pattern)).map(async (from) => {
    const specifiers = (await text(from)).matchAll(/(?:from|import)\s*\(?'(\.[^']+)'/g)
    return [...specifiers].map(([, path]) => ({
      from,
      to: relative(root, join(root, dirname(from), path ?? '')),
    }))
  })
  return (await Promise.all(found)).flat()
}

const moduleOf = (file: string) => /^core\/modules\/([^/]+)/.exec(file)?.[1]
const pluginOf = (file: string) => /^plugins\/([^/]+)/.exec(file)?.[1]
const isDoor = (file: string) => /^core\/modules\/[^/]+\/index\.ts$/.test(file)
const show = (list: Import[]) => list.map(({ from, to }) => `${from} → ${to}`)

it('A module is met only through its index.ts, by other modules and by the host', async () => {
  const crossing = (await imports('core/{modules,platform/host}/**/*.ts')).filter(
    ({ from, to }) => moduleOf(to) && moduleOf(to) !== moduleOf(from) && !isDoor(to),
  )
  assert.deepEqual(show(crossing), [])
})

it('No module knows the host', async () => {
  const upward = (await imports('core/modules/**/*.ts')).filter(({ to }) =>
    to.startsWith('core/platform/host/'),
  )
  assert.deepEqual(show(upward), [])
})

it('A plugin knows its own files and the contract; its tests may build it', async () => {
  const files = (await imports('plugins/**/*.ts')).filter(
    ({ from, to }) => pluginOf(to) !== pluginOf(from) && to !== 'scripts/build.ts',
  )
  assert.deepEqual(show(files), [])
  const house: string[] = []
  for (const file of await sources('plugins/**/*.ts')) {
    const isTest = file.endsWith('.test.ts') || file.includes('/testing/')
    const entries = [...(await text(file)).matchAll(/'(qiantai\/[^']+)'/g)].map(([, entry]) => entry)
    const isOpen = (entry = '') => entry === 'qiantai/plugin' || (isTest && entry === 'qiantai/testing')
    house.push(...entries.filter((entry) => !isOpen(entry)).map((entry) => `${file} → ${entry}`))
  }
  assert.deepEqual(house, [])
})

it('The platform knows no module and no plugin', async () => {
  const upward = (await imports('core/platform/**/*.ts')).filter(
    ({ from, to }) =>
      !from.startsWith('core/platform/host/') &&
      !from.endsWith('.test.ts') &&
      /^(core\/modules|plugins)\//.test(to),
  )
  assert.deepEqual(show(upward), [])
})

/** A plugin may be called after a medium, of which the core speaks, too. */
const media = new Set(['sms'])

/** Where visitors come from and how people are reached has names in the world, which plugins may bear as well. */
const worldly = new Set([
  'core/modules/demo/sources.ts',
  'core/modules/journey/device.ts',
  'core/modules/journey/sources.ts',
  'core/modules/people/contact.ts',
  'core/modules/people/introduction.ts',
  'core/plugin/content.ts',
])

it('No plugin is named in the core or its views', async () => {
  const plugins = (await Array.fromAsync(glob('plugins/*', { cwd: root }))).map((path) =>
    path.slice('plugins/'.length),
  )
  const named: string[] = []
  for (const file of await sources('{core,views}/**/*.{ts,hbs,css}')) {
    if (file.endsWith('.test.ts') || worldly.has(file)) continue
    const content = await text(file)
    named.push(
      ...plugins
        .filter((name) => !media.has(name) && content.toLowerCase().includes(name))
        .map((name) => `${file}: ${name}`),
    )
  }
  assert.deepEqual(named, [])
})

it('Nothing is put on a page as raw markup', async () => {
  const raw: string[] = []
  for (const file of await sources('{core,views,plugins}/**/*.{ts,hbs}')) {
    if (/\.test\.ts$|^core\/platform\/http\/helpers\/|^views\/assets\/trusted\.ts$/.test(file)) continue
    const found = /\{\{\{|SafeString|innerHTML|outerHTML|insertAdjacentHTML|document\.write/.exec(
      await text(file),
    )
    if (found) raw.push(`${file}: ${found[0]}`)
  }
  assert.deepEqual(raw, [])
})
