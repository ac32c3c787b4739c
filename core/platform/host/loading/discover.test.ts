import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { discover } from './discover.ts'

describe('Discovering plugins', () => {
  let folder: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qiantai-plugins-'))
  })
  after(() => rm(folder, { recursive: true, force: true }))

  async function plugin(place: string, source: string, texts: object = {}) {
    const home = join(folder, place)
    await mkdir(join(home, 'locales'), { recursive: true })
    await writeFile(join(home, 'index.ts'), source)
    for (const locale of ['en', 'zh-CN']) {
      await writeFile(join(home, 'locales', `${locale}.json`), JSON.stringify(texts))
    }
  }

  it('finds those of the program and those of the data folder', async () => {
    const source = (id: string) => `export default { api: 1, id: '${id}', home: import.meta.dirname }`
    await plugin('good/one', source('one'))
    await plugin('data/plugins/two', source('two'))
    const found = await discover({ data: join(folder, 'data') }, join(folder, 'good'))
    assert.deepEqual(
      found.map(({ id }) => id),
      ['one', 'two'],
    )
  })

  it('tells all faults of all plugins at once, with plugin and place', async () => {
    await plugin('bad/broken', 'this is no program')
    await plugin(
      'bad/old',
      `export default { api: 7, id: 'Old One', home: import.meta.dirname, colour: 'red' }`,
    )
    await plugin('bad/mute', mute)
    await plugin(
      'bad/first',
      `export default { api: 1, id: 'same', home: import.meta.dirname, aliases: ['/s.js'] }`,
    )
    await plugin(
      'bad/second',
      `export default { api: 1, id: 'same', home: import.meta.dirname, aliases: ['/s.js'] }`,
    )
    const error: unknown = await discover({ data: folder }, join(folder, 'bad')).catch(
      (thrown: unknown) => thrown,
    )
    assert.ok(error instanceof Error)
    for (const fault of [
      /broken: file:.*broken/,
      /old: api:/,
      /old: id:/,
      /old: colour:/,
      /mute: channels\.line\.size\.default:/,
      /mute: locales\/zh-CN\.json: lacks kind\.line\.title/,
      /mute: locales\/en\.json: lacks field\.line\.size\.label/,
      /same: id: same is taken/,
      /same: aliases: \/s\.js is taken/,
    ]) {
      assert.match(error.message, fault)
    }
  })
})

const mute = `export default {
  api: 1,
  id: 'mute',
  home: import.meta.dirname,
  channels: [{
    kind: 'line',
    fields: [{ name: 'size', type: 'number', max: 5, default: 9 }],
    can: { text: { max: 100 } },
    identify: () => 'one',
    open: async () => ({ close: async () => {} }),
  }],
}`
