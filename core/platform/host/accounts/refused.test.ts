import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, it } from 'node:test'
import { eachDatabase } from '../../../../test/support/databases.ts'
import { callHook, scripted, scriptedAccount } from '../../../../test/support/scripted.ts'
import {
  channelOf,
  findChannel,
  pauseChannel,
  removeChannel,
  resumeChannel,
  rotateKey,
} from '../../../modules/channels/index.ts'
import { reply } from '../../../modules/conversations/index.ts'
import type { Failure } from '../../../plugin/index.ts'
import { signedIn, testApp, type TestApp, visitors } from '../../../testing/index.ts'

const admin = { actor: 'agent:1', ip: '127.0.0.1' }
const refusal: Failure = { account: 'refused' }

eachDatabase('An account that its provider refuses', ({ create }) => {
  let test: TestApp
  let id: number
  let verdict: Failure | undefined
  let asked: number
  let sent: string[]

  /** The hook keeps what anna says; the provider is asked by `prove` and `send`. */
  const line = scripted(
    (channel) => {
      async function ask() {
        asked++
        if (verdict) throw channel.failure('the token has ended', verdict)
      }
      return {
        hooks: {
          '': async ({ body }) => ({ status: 200, keep: { key: randomUUID(), body: body.toString() } }),
        },
        async pushed({ key, body }) {
          await channel.receive({ who: visitors.anna, externalId: key, text: body })
        },
        prove: ask,
        async send({ text }) {
          await ask()
          sent.push(text)
          return {}
        },
        menu: { read: async () => [], write: async () => {} },
      }
    },
    { sends: true },
  )

  beforeEach(async () => {
    verdict = undefined
    asked = 0
    sent = []
    test = await testApp({ database: (await create()).options, plugins: [line] })
    id = await scriptedAccount(test)
  })
  afterEach(() => test.stop())

  const account = async () => {
    const { state, reason } = await channelOf(test.app, id)
    return [state, reason]
  }
  const refused = ['refused', 'the token has ended']
  const heard = () => test.app.db('message').where({ direction: 'in' }).orderBy('id').pluck('text')
  async function says(text: string) {
    const status = await callHook(test, id, text)
    await test.drain()
    return status
  }
  async function answers(text: string) {
    const { id: conversation } = await test.app.db('conversation').first('id')
    await reply(test.app, await test.as('lin'), conversation, { clientId: randomUUID(), text })
    await test.drain()
  }
  async function mend() {
    verdict = undefined
    await resumeChannel(test.app, admin, id)
    await test.drain()
  }
  async function restart() {
    await test.host.accounts.stop()
    await test.host.accounts.start()
    await test.drain()
  }

  it('hears on, and answers leave once an admin has mended it', async () => {
    await says('在吗')
    verdict = refusal
    await answers('在的')
    assert.deepEqual(await account(), refused)
    assert.equal(await says('多少钱'), 200)
    await answers('体验价 199')
    assert.deepEqual([await heard(), sent], [['在吗', '多少钱'], []])
    await mend()
    assert.deepEqual(await account(), ['open', null])
    assert.deepEqual(sent, ['在的', '体验价 199'])
  })

  it('hears after a restart, and under a new address, without asking the provider', async () => {
    await says('在吗')
    verdict = refusal
    await answers('在的')
    const before = asked
    await restart()
    assert.deepEqual([await account(), await says('还在吗')], [refused, 200])
    await rotateKey(test.app, admin, id)
    await test.drain()
    assert.deepEqual([await account(), await says('换了地址')], [refused, 200])
    assert.deepEqual([asked, await heard()], [before, ['在吗', '还在吗', '换了地址']])
    await mend()
    assert.deepEqual(sent, ['在的'])
  })

  it('hears where it is refused from the beginning, and a provider that is away refuses nothing', async () => {
    verdict = refusal
    await resumeChannel(test.app, admin, id)
    await test.drain()
    assert.deepEqual([await account(), await says('在吗')], [refused, 200])
    verdict = {}
    await resumeChannel(test.app, admin, id)
    await test.drain()
    assert.deepEqual(await account(), ['open', null])
    assert.deepEqual(await heard(), ['在吗'])
  })

  it('offers nothing that needs the provider, and says that messages are still received', async () => {
    const lin = signedIn(await test.as('lin'))
    const page = async () =>
      (await test.server.inject({ url: `/admin/channels/${id}`, auth: lin })).payload.replaceAll('&quot;', '')
    assert.ok(test.app.channels.open(id)?.menu)
    assert.doesNotMatch(await page(), /仍在接收/)
    verdict = refusal
    await resumeChannel(test.app, admin, id)
    await test.drain()
    assert.equal(test.app.channels.open(id)?.menu, undefined)
    assert.match(await page(), /the token has ended[^]*客户消息仍在接收/)
    const { payload } = await test.server.inject({ url: '/admin/clinic', auth: lin })
    assert.match(payload, /banner-danger[^]*the token has ended（客户消息仍在接收/)
  })

  it('hears nothing any more where an admin pauses or removes it', async () => {
    verdict = refusal
    await resumeChannel(test.app, admin, id)
    await pauseChannel(test.app, admin, id)
    await test.drain()
    assert.equal(await says('在吗'), 503)
    await restart()
    assert.equal(await says('在吗'), 503)
    await removeChannel(test.app, admin, id)
    await test.drain()
    const url = `/hooks/scripted/${(await findChannel(test.app.db, id))?.key}`
    assert.equal((await test.server.inject({ method: 'POST', url, payload: '在吗' })).statusCode, 404)
    assert.deepEqual(await heard(), [])
  })
})
