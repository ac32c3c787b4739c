import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { checkApp } from './app.ts'
import { checkKefu } from './kefu/check.ts'
import { official } from './official/kind.ts'
import { kefu } from './kefu/kind.ts'
import { kefuSettings, officialSettings } from './testing/accounts.ts'
import { createStage, type Stage } from './testing/stage.ts'

const refusal = (code: number, words = 'no') => `{"errcode":${code},"errmsg":"${words}"}`
const address = 'invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist rid: 1'

describe('Settings that are tried before they are saved', () => {
  const wrong: [number, object][] = [
    [40013, { field: 'appId', message: 'wechat:reason.secret' }],
    [40125, { field: 'appSecret', message: 'wechat:reason.secret' }],
    [40001, { field: 'appSecret', message: 'wechat:reason.secret' }],
    [40164, { message: /203\.0\.113\.7/ }],
    [40243, { message: 'wechat:reason.secret' }],
  ]
  for (const [code, failure] of wrong)
    it(`are refused with what is wrong about them: ${code}`, async () => {
      const { channel, answer } = createStage(officialSettings)
      answer('/cgi-bin/stable_token', refusal(code, address))
      await assert.rejects(checkApp(officialSettings, channel), failure)
    })

  it('ask for a token that nobody else loses theirs by', async () => {
    const { channel, answer, callsTo } = createStage(officialSettings)
    answer('/cgi-bin/stable_token', '{"access_token":"one","expires_in":7200}')
    await checkApp(officialSettings, channel)
    const { appId: appid, appSecret: secret } = officialSettings
    const asked = { grant_type: 'client_credential', appid, secret, force_refresh: false }
    assert.deepEqual(callsTo('/cgi-bin/stable_token')[0]?.json, asked)
  })

  it('of 微信客服 are refused with what is wrong about them', async () => {
    const { channel, answer } = createStage(kefuSettings)
    answer('/cgi-bin/gettoken', refusal(40013), refusal(40001), refusal(60020, address))
    await assert.rejects(checkKefu(kefuSettings, channel), { field: 'corpId' })
    await assert.rejects(checkKefu(kefuSettings, channel), { field: 'appSecret' })
    await assert.rejects(checkKefu(kefuSettings, channel), { message: /203\.0\.113\.7/ })
  })
})

describe('The account of 微信客服 that settings name', () => {
  const { openKfId } = kefuSettings
  async function check(...pages: object[][]) {
    const stage = createStage(kefuSettings)
    stage.answer('/cgi-bin/gettoken', '{"errcode":0,"access_token":"one","expires_in":7200}')
    const replies = pages.map((account_list) => JSON.stringify({ errcode: 0, account_list }))
    stage.answer('/cgi-bin/kf/account/list', ...replies)
    await checkKefu(kefuSettings, stage.channel)
    return stage
  }
  const others = Array.from({ length: 100 }, (_, index) => ({
    open_kfid: `wk${index}`,
    manage_privilege: true,
  }))

  it('is found among all of the app', async () => {
    const stage = await check(others, [{ open_kfid: openKfId, manage_privilege: true }])
    assert.deepEqual(
      stage.callsTo('/cgi-bin/kf/account/list').map(({ json }) => json['offset']),
      [0, 100],
    )
  })

  it('is refused where the app has none of that name, or may not manage it', async () => {
    await assert.rejects(check(others, []), { field: 'openKfId', message: 'wechat:reason.kefuAccount' })
    const withheld = [{ open_kfid: openKfId, manage_privilege: false }]
    await assert.rejects(check(withheld), { field: 'openKfId', message: 'wechat:reason.kefuOutside' })
  })
})

describe('An account', () => {
  const away = new Error('The peer is not reachable')

  it('opens while the platform is away, so that what customers say arrives', async () => {
    const stage = createStage(officialSettings)
    stage.answer('/cgi-bin/stable_token', away)
    const opened = await official.open(stage.channel)
    assert.deepEqual(await levels(opened), ['warning away', 'warning noContact'])
    await opened.close()
  })

  it('hears without the platform, and is refused where an admin must mend it', async () => {
    const stage = createStage(kefuSettings)
    stage.answer('/cgi-bin/gettoken', refusal(60020, address))
    const opened = await kefu.open(stage.channel)
    assert.deepEqual(stage.callsTo('/cgi-bin/gettoken'), [])
    await assert.rejects(async () => opened.prove?.(), { account: 'refused' })
    await opened.close()
  })

  it('tells an admin what is wrong, worst first', async () => {
    const stage = createStage({ ...officialSettings, mode: 'plain' })
    stage.answer('/cgi-bin/stable_token', refusal(40164, address))
    const opened = await official.open(stage.channel)
    await stage.channel.remember('quota', '/cgi-bin/user/info', stage.channel.now() + 1)
    const facts = (await opened.health?.()) ?? []
    assert.deepEqual(
      facts.map(({ text }) => text.replace('wechat:health.', '')),
      ['address', 'plain', 'quota', 'noContact'],
    )
    assert.deepEqual(facts[0]?.values, { ip: '203.0.113.7' })
  })

  it('warns of plain mode before it is saved', () => {
    assert.deepEqual(official.warn?.({ mode: 'plain' }), ['wechat:warning.plain'])
    assert.deepEqual(official.warn?.({ mode: 'safe' }), [])
  })
})

async function levels(opened: Awaited<ReturnType<typeof official.open>>) {
  return ((await opened.health?.()) ?? []).map(({ level, text }) => `${level} ${text.split('.')[1]}`)
}

describe('The token', () => {
  it('is asked for once while it lasts, and again five minutes before its end', async () => {
    const stage: Stage = createStage(officialSettings)
    stage.answer('/cgi-bin/stable_token', '{"access_token":"one","expires_in":7200}')
    stage.answer('/cgi-bin/message/custom/typing', '{"errcode":0}')
    const { typing } = await official.open(stage.channel)
    const asked = () => stage.callsTo('/cgi-bin/stable_token').length
    const first = asked()
    await typing?.('oAnna', true)
    await typing?.('oAnna', false)
    assert.equal(asked(), first + 1)
    stage.pass(6900)
    await typing?.('oAnna', true)
    assert.equal(asked(), first + 2)
    assert.deepEqual(
      stage.callsTo('/cgi-bin/message/custom/typing').map(({ json }) => json['command']),
      ['Typing', 'CancelTyping', 'Typing'],
    )
  })
})
