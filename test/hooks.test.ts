import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import type { Settings, Simulator } from '../core/plugin/index.ts'
import { buried } from '../core/platform/jobs/index.ts'
import { addAccount, createClock, testApp, type TestApp } from '../core/testing/index.ts'
import wechat from '../plugins/wechat/index.ts'
import weibo from '../plugins/weibo/index.ts'
import { eachDatabase } from './support/databases.ts'
import { openPlatform, type Platform } from './support/platform.ts'
import { type Call, type Said, type Wire, wires } from './support/wires.ts'

const anna = '10000000000000000001'
const neighbour = '10000000000000000002'
const noon = '1768449600'
const longest = 20_000

/** What can be said so that programs trip over it, and what is to be read of it: every word, or nothing at all. */
const texts: Record<string, { text: string; read?: string }> = {
  'a number with zeros': { text: '007' },
  'a number with an exponent': { text: '1e5' },
  'a number of twenty digits': { text: '12345678901234567890' },
  'a word of JSON': { text: 'null' },
  'a document type': { text: '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>&a;' },
  'the end of CDATA': { text: ']]></Content><Content>' },
  entities: { text: '&lt;b&gt; &#50; &anna;' },
  markup: { text: '</xml><xml><MsgType>event</MsgType>' },
  'a script': { text: '<script>alert(1)</script>' },
  'half a sign': { text: 'a\ud83d', read: 'a\ufffd' },
  'the parent of everything': { text: '__proto__' },
  'as much as a message holds': { text: '好'.repeat(longest) },
  'more than a message holds': { text: '好'.repeat(longest + 1), read: '' },
  'nothing but space': { text: ' \n ', read: '' },
}

const depths = [100, 1000, 2000, 4000, 8000, 20_000, 100_000]

/** Everything else that can be told of a message. */
const sayings: Record<string, Partial<Said>> = {
  'a time after the end of time': { at: '99999999999999999999' },
  'a time before its beginning': { at: '-99999999999999999999' },
  'no time': { at: '""' },
  'nobody as the sender': { who: '' },
  'a sender of a hundred digits': { who: '1'.repeat(100) },
  'a sender of ten thousand digits': { who: '1'.repeat(10_000) },
  'a sender with an exponent': { who: '1e400' },
  'a list of senders': { who: '[1]' },
  'an id of a thousand digits': { id: '1'.repeat(1000) },
  'an id of zero': { id: '0' },
  ...Object.fromEntries(
    depths.flatMap((depth) => [
      [`objects ${depth} deep`, { id: `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}` }],
      [`elements ${depth} deep`, { id: `${'<a>'.repeat(depth)}1${'</a>'.repeat(depth)}` }],
    ]),
  ),
}

const types = ['__proto__', 'constructor', 'toString', 'hologram', 'event', '', 'x'.repeat(5000)]

const laughs = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "&l${n};&l${n};&l${n};&l${n};">`)
/** Bodies that are no message, signed as if they were. */
const bodies: Record<string, string | Buffer> = {
  nothing: '',
  space: ' ',
  'a word': 'success',
  'an empty object': '{}',
  'an empty element': '<xml></xml>',
  null: 'null',
  'a list': '[1]',
  'half an object': '{"type":"text","text":"',
  'half an element': '<xml><Content>1',
  'an entity that reads a file':
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml><MsgType>text</MsgType><Content>&a;</Content></xml>',
  'a billion laughs': `<!DOCTYPE x [<!ENTITY l0 "ha">${laughs.join('')}]><xml><Content>&l9;</Content></xml>`,
  'a megabyte of words': Buffer.from(`<xml><Content>${'x'.repeat(1_048_000)}</Content></xml>`),
  'a megabyte of JSON': Buffer.from(`{"text":"${'x'.repeat(1_048_000)}"}`),
  'a megabyte of elements': Buffer.from(`<xml>${'<a/>'.repeat(260_000)}</xml>`),
  'more than a megabyte': Buffer.alloc(1_048_577, 'x'),
  'another encoding': Buffer.from([0x3c, 0x78, 0x6d, 0x6c, 0x3e, 0xc4, 0xe3, 0xba, 0xc3]),
  'another encoding in JSON': Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xc4, 0xfa, 0x22, 0x7d]),
  'UTF-16': Buffer.from('<xml><MsgType>text</MsgType><Content>1</Content></xml>', 'utf16le'),
  'lists in each other': `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
  'elements in each other': `<xml>${'<a>'.repeat(10_000)}${'</a>'.repeat(10_000)}</xml>`,
  bytes: Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)),
}

eachDatabase('The hook of every account', ({ create }) => {
  let test: TestApp
  const clock = createClock()
  const now = () => clock.now().getTime()
  const platforms: Platform<Simulator>[] = []
  const accounts = new Map<Wire, { settings: Settings; address: string; id: number }>()
  let last = 7_300_000_000_000_000_000n

  before(async () => {
    test = await testApp({ database: (await create()).options, plugins: [wechat, weibo], clock })
    for (const wire of Object.values(wires)) await addWire(wire)
  })
  after(async () => {
    await test.stop()
    for (const { stop } of platforms) await stop()
  })

  async function addWire(wire: Wire) {
    const { plugin, kind } = wire
    const platform = await openPlatform(wire.simulate, { now })
    platforms.push(platform)
    const own = { ...(kind === 'fans' && { pollSeconds: 90 }), ...wire.settings }
    const settings = { ...platform.simulator.settings, ...own }
    const key = await addAccount(test, { plugin, kind, settings })
    const { id } = await test.app.db('channel').where({ key }).first('id')
    accounts.set(wire, { settings, address: `${test.url}/hooks/${plugin}/${key}/`, id })
  }

  function accountOf(wire: Wire) {
    return accounts.get(wire) ?? assert.fail('no account')
  }

  async function post(wire: Wire, { query, body }: Call): Promise<number> {
    const url = `${accountOf(wire).address}?${new URLSearchParams(query)}`
    const answer = await fetch(url, { method: 'POST', body: new Uint8Array(body) })
    await answer.arrayBuffer()
    return answer.status
  }

  function signed(wire: Wire, inside: string | Buffer): Call {
    return wire.call(inside, accountOf(wire).settings, now())
  }

  function say(wire: Wire, said: Partial<Said>): Promise<number> {
    last += 1n
    const whole = { who: anna, id: String(last), at: noon, type: 'text', text: '您好', ...said }
    return post(wire, signed(wire, wire.tell(whole, accountOf(wire).settings)))
  }

  /** What the clinic has heard over this account, in its order. */
  async function heard(wire: Wire): Promise<string[]> {
    await test.drain()
    const said = test.app.db('message').where({ channel_id: accountOf(wire).id, direction: 'in' })
    return said.orderBy('id').pluck('text')
  }

  /** Does it, and answers what the clinic has heard by that. */
  async function hearing(wire: Wire, work: () => Promise<unknown>): Promise<string[]> {
    const before = (await heard(wire)).length
    await work()
    return (await heard(wire)).slice(before)
  }

  for (const [name, wire] of Object.entries(wires)) {
    it(`hears every word as it was said, and nothing else: ${name}`, async () => {
      for (const [what, { text, read = text }] of Object.entries(texts)) {
        const words = await hearing(wire, async () => assert.equal(await say(wire, { text }), 200, what))
        assert.deepEqual(words, wire.rings || !read ? [] : [read], what)
      }
    })

    it(`keeps two apart whose ids differ in the last of twenty digits: ${name}`, async () => {
      const words = await hearing(wire, async () => {
        for (const who of [anna, neighbour])
          for (const id of ['12345678901234567890', '12345678901234567891'])
            for (const _ of ['once', 'again'])
              assert.equal(await say(wire, { who, id: `${id}${who.at(-1)}` }), 200)
      })
      assert.equal(words.length, wire.rings ? 0 : 4)
    })

    it(`is broken by no body: ${name}`, async () => {
      const words = await hearing(wire, async () => {
        for (const [what, body] of Object.entries(bodies)) {
          for (const call of [signed(wire, body), { query: {}, body: Buffer.from(body) }]) {
            const status = await post(wire, call)
            assert.ok(status >= 200 && status < 500, `${what} answers ${status}`)
          }
        }
      })
      assert.deepEqual(words, [])
    })

    it(`is broken by nothing that is told of a message: ${name}`, async () => {
      for (const [what, said] of Object.entries(sayings)) {
        const status = await say(wire, said)
        assert.ok(status >= 200 && status < 500, `${what} answers ${status}`)
      }
      for (const type of types) {
        const status = await say(wire, { type })
        assert.ok(status >= 200 && status < 500, `${type.slice(0, 20)} answers ${status}`)
      }
      await test.drain()
    })
  }

  it('leaves nothing behind that cannot be worked on, and hears whoever comes next', async () => {
    assert.deepEqual(await buried(test.app.db), [])
    const waiting = await test.app.db('push').whereNotNull('body').pluck('body')
    assert.deepEqual(waiting, [])
    for (const wire of Object.values(wires)) {
      const words = await hearing(wire, () => say(wire, { text: '还在吗' }))
      assert.deepEqual(words, wire.rings ? [] : ['还在吗'])
    }
  })
})
