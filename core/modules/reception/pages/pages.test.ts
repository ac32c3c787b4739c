import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { postForm } from '../../../../test/support/form.ts'
import type { Viewer } from '../../../module.ts'
import { addAccount, signedIn, testApp, type TestApp } from '../../../testing/index.ts'
import type { StaffName } from '../../../testing/people.ts'
import { salon } from '../../../testing/salon/index.ts'
import { listTeams, present } from '../../agents/index.ts'
import { listChannels } from '../../channels/index.ts'
import { assign, receive } from '../../conversations/index.ts'
import {
  agentSettings,
  groupSettings,
  listRules,
  receptionSettings,
  saveReceptionSettings,
} from '../index.ts'
import { readWorld } from '../service/world.ts'

const home = '/admin/reception'
const rules = `${home}/rules`

describe('The pages of reception', () => {
  let test: TestApp
  let lin: Viewer
  let team: number
  let channel: { id: number }
  before(async () => {
    const { plugin } = salon()
    test = await testApp({ plugins: [plugin] })
    await addAccount(test, {
      plugin: plugin.id,
      kind: 'official',
      settings: { appId: 'wxaaaa', secret: 'open-sesame' },
    })
    lin = await test.as('lin')
    team = (await listTeams(test.app.db)).find(({ name }) => name === '皮肤')?.id ?? 0
    channel = (await listChannels(test.app.db))[0] ?? assert.fail('no channel')
  })
  after(() => test.stop())

  const get = (url: string, viewer = lin) => test.server.inject({ url, auth: signedIn(viewer) })
  const post = (url: string, form: Record<string, string> = {}, viewer = lin) =>
    postForm(test.server, viewer, url, form)
  const eyelid = { 'on.0': 'text', 'words.0': '双眼皮', target: '', priority: '1', enabled: 'on' }

  async function waits(text: string): Promise<number> {
    const message = { who: `who-${text}`, externalId: text, kind: 'text' as const, text }
    await receive(test.app, channel, message)
    await test.drain()
    return Number((await test.app.db('conversation').max({ id: 'id' }).first())?.id)
  }

  it('are for who may manage reception, and for nobody else', async () => {
    const ofRules = [rules, `${rules}/new`, `${rules}/versions`]
    const pages = [home, ...ofRules, `${home}/places`, `${home}/groups/${team}`, `${home}/preview`]
    for (const name of ['mei', 'hao', 'yun'] as StaffName[])
      for (const url of pages) assert.equal((await get(url, await test.as(name))).statusCode, 403, url)
    for (const url of pages) assert.equal((await get(url)).statusCode, 200, url)
    assert.equal((await get(`${home}/groups/999`)).statusCode, 404)
  })

  it('keep what is set, and what was typed where that is wrong', async () => {
    await post(`${home}/choice`, { method: 'longest-idle', acquaintance: 'owner' })
    await post(`${home}/times`, {
      answerWithin: '90',
      grace: '60',
      acceptWithin: '30',
      keepPlace: '2.5',
      tellPlace: '6',
    })
    await post(`${home}/capacity`, { capacity: '5', 'weights.official': '0.5' })
    const wrong = await post(`${home}/capacity`, { capacity: '0' })
    assert.equal(wrong.statusCode, 422)
    assert.match(wrong.payload, /name="capacity"[^>]*value="0"/)
    assert.equal((await post(`${home}/mode`, { mode: 'magic' })).statusCode, 422)
    await post(`${home}/abuse`, { abuse: '笨蛋\r\n\r\n idiot\n笨蛋' })
    assert.equal((await post(`${home}/abuse`, { abuse: 'x'.repeat(51) })).statusCode, 422)
    assert.partialDeepStrictEqual(await receptionSettings(test.app.db), {
      method: 'longest-idle',
      acquaintances: ['owner'],
      answerWithin: 90,
      keepPlace: 150,
      tellPlace: 6,
      capacity: 5,
      weights: { official: 0.5 },
      mode: 'manual',
      abuse: ['笨蛋', 'idiot'],
    })
  })

  it('let groups and agents differ, all of a table or nothing of it', async () => {
    await post(`${home}/groups/${team}`, { method: 'weighted', most: '20', after: '', teamId: '' })
    assert.partialDeepStrictEqual(await groupSettings.of(test.app.db, team), { method: 'weighted', most: 20 })
    const itself = { method: '', most: '', after: '3', teamId: String(team) }
    assert.match((await post(`${home}/groups/${team}`, itself)).payload, /技能组不能溢出到自己/)
    const { agentId } = await test.as('hao')
    const all = { [`capacity.${agentId}`]: '3', [`share.${agentId}`]: '2' }
    assert.equal((await post(`${home}/agents`, { ...all, 'share.1': '-1' })).statusCode, 422)
    assert.deepEqual(await agentSettings.of(test.app.db, agentId), { capacity: null, share: 1 })
    await post(`${home}/agents`, all)
    assert.deepEqual(await agentSettings.of(test.app.db, agentId), { capacity: 3, share: 2 })
  })

  it('let groups and channels keep hours of their own, and the clinic’s again', async () => {
    const mondays = {
      'hours.own': 'on',
      'open.mon': 'on',
      'from.mon': '10:00',
      'until.mon': '16:00',
      holidays: '',
    }
    await post(`${home}/groups/${team}/hours`, mondays)
    assert.deepEqual((await groupSettings.of(test.app.db, team)).hours?.week.mon, [['10:00', '16:00']])
    assert.match((await get(`${home}/groups/${team}`)).payload, /name="from\.mon" value="10:00"/)
    await post(`${home}/channels/${channel.id}/hours`, mondays)
    const monday = new Date('2026-03-02T08:30:00.000Z')
    const { moment } = await readWorld(test.app, test.app.db, monday)
    assert.deepEqual([moment.open, moment.byChannel.get(channel.id)], [true, false])
    await post(`${home}/channels/${channel.id}/hours`)
    const wrong = await post(`${home}/channels/${channel.id}/hours`, { ...mondays, 'until.mon': '09:00' })
    assert.equal(wrong.statusCode, 422)
    await post(`${home}/groups/${team}/hours`)
    assert.equal((await groupSettings.of(test.app.db, team)).hours, null)
  })

  it('make a rule without a script: conditions come and go, and a nameless one is called by what it says', async () => {
    const grown = await post(`${rules}/draft`, { ...eyelid, do: 'add', more: 'tag' })
    assert.match(grown.payload, /name="words\.0" value="双眼皮"[^]*name="on\.1" value="tag"/)
    assert.equal((await post(rules, eyelid)).statusCode, 422)
    await post(rules, { ...eyelid, target: `group:${team}` })
    assert.equal((await listRules(test.app.db))[0]?.name, '说到「双眼皮」的客户')
    assert.match((await get(rules)).payload, /说到「双眼皮」的客户<\/span>[^]*?<strong>技能组「皮肤」/)
  })

  it('show who was slower what the rule has become, and let them write it over knowingly', async () => {
    const [{ id, version } = assert.fail()] = await listRules(test.app.db)
    const mine = { ...eyelid, target: `group:${team}`, version: String(version) }
    await post(`${rules}/${id}`, { ...mine, 'words.0': '埋线' })
    const late = await post(`${rules}/${id}`, { ...mine, 'words.0': '热玛吉' })
    assert.equal(late.statusCode, 409)
    assert.match(late.payload, /这条规则刚刚被别人修改了[^]*说到「埋线」的客户[^]*value="热玛吉"/)
    const seen = /name="version" value="(\d+)"/.exec(late.payload)?.[1] ?? ''
    assert.equal(
      (await post(`${rules}/${id}`, { ...mine, 'words.0': '热玛吉', version: seen })).statusCode,
      303,
    )
    assert.deepEqual((await listRules(test.app.db))[0]?.conditions, [{ on: 'text', contains: ['热玛吉'] }])
  })

  it('change the order, and take back what was moved or deleted', async () => {
    await post(rules, {
      name: '下班',
      target: 'message',
      message: '明早回复您',
      priority: '0',
      enabled: 'on',
    })
    const [first, second] = await listRules(test.app.db)
    const order = async () => (await listRules(test.app.db)).map(({ id }) => id)
    const moved = await post(`${rules}/${second?.id}/place`, { index: '0', way: 'up' })
    assert.deepEqual(await order(), [second?.id, first?.id])
    const after = await get(String(moved.headers['location']))
    assert.match(after.payload, /“下班”已移到第 1 位[^]*?name="index" value="1"/)
    await post(`${rules}/${second?.id}/removal`, { version: String(second?.version) })
    assert.deepEqual(await order(), [first?.id])
    assert.match((await get(`${rules}?removed=${second?.id}`)).payload, /已删除“下班”/)
    await post(`${rules}/${second?.id}/removal/removal`)
    assert.deepEqual(await order(), [second?.id, first?.id])
  })

  it('switch a rule off, unless somebody has changed it meanwhile', async () => {
    const [{ id, version } = assert.fail()] = await listRules(test.app.db)
    await post(`${rules}/${id}/switch`, { version: String(version), enabled: 'off' })
    await post(`${rules}/${id}/switch`, { version: String(version), enabled: 'on' })
    assert.equal((await listRules(test.app.db))[0]?.enabled, false)
  })

  it('tell what each version changed, and return to one', async () => {
    const versions = `${rules}/versions`
    const { payload } = await get(versions)
    const [, now, before] = /id="version-(\d+)"[^]*?id="version-(\d+)"/.exec(payload) ?? []
    assert.match(payload, /当前使用[^]*?林琳[^]*?停用<\/span>/)
    assert.match(payload, /修改<\/span>[^]*?说到「热玛吉」的客户[^]*?原为<\/span>[^]*?说到「埋线」的客户/)
    assert.match(payload, /移到第 1 位[^]*?<strong>回复「明早回复您」/)
    assert.match((await get(`${versions}?before=${before}`)).payload, /共 0 条规则/)
    assert.match((await get(`${versions}/${before}`)).payload, /恢复到此版本[^]*说到「热玛吉」的客户/)
    assert.equal((await get(`${versions}/999`)).statusCode, 404)
    const done = await post(`${versions}/${before}/return`)
    assert.equal((await listRules(test.app.db))[0]?.enabled, true)
    const told = (await get(String(done.headers['location']))).payload
    assert.match(told, new RegExp(`已恢复到版本 ${before}。[^]*?action="${versions}/${now}/return"`))
    await post(`${versions}/${now}/return`)
    assert.equal((await listRules(test.app.db))[0]?.enabled, false)
  })

  it('play through who would get somebody, with every rule on the way and why others do not', async () => {
    await present(test.app.db, (await test.as('hao')).agentId, 'online', test.clock.now())
    await present(test.app.db, (await test.as('mei')).agentId, 'break', test.clock.now())
    const question = new URLSearchParams({ channel: String(channel.id), text: '热玛吉多少钱' })
    const { payload } = await get(`${home}/preview?${question}`)
    assert.match(payload, /why-fits[^]*说到「热玛吉」的客户/)
    assert.match(payload, /命中规则“说到「热玛吉」的客户”，进入技能组「皮肤」/)
    assert.match(payload, /<strong>郝医生<\/strong>/)
    assert.match(payload, /梅姐<\/span><span class="faint">小休/)
    assert.match((await get(`${home}/preview`)).payload, /先设想一位客户/)
  })

  it('play through who knows a customer who has come before', async () => {
    const id = await waits('以前来过')
    const { person_id: personId } = await test.app.db('conversation').where({ id }).first('person_id')
    const hao = await test.as('hao')
    await test.app.db('person').where({ id: personId }).update({ name: '周小姐', owner_id: hao.agentId })
    const ask = async (who: string) => {
      const question = new URLSearchParams({ channel: String(channel.id), who, text: '复诊' })
      return (await get(`${home}/preview?${question}`)).payload
    }
    const answer = await ask('周小')
    assert.match(answer, new RegExp(`name="person" value="${personId}" checked>周小姐`))
    assert.match(answer, /郝医生<\/span><span class="faint">客户负责人/)
    assert.match(answer, /郝医生 是这位客户的负责人/)
    assert.match(await ask('没有这个人'), /没有找到这样的客户/)
  })

  it('say why a conversation went to whom it went, to everybody who sees it', async () => {
    await saveReceptionSettings(test.app, lin, { mode: 'automatic' })
    const hao = await test.as('hao')
    await present(test.app.db, hao.agentId, 'online', test.clock.now())
    const id = await waits('热玛吉怎么做')
    const why = `/conversations/${id}/assignment`
    const shown = await get(why, hao)
    assert.match(shown.payload, /客户来访[^]*<strong>郝医生<\/strong>[^]*命中规则/)
    assert.equal((await get(why, await test.as('yun'))).statusCode, 404)
    const desk = await get(`/conversations/${id}`, hao)
    assert.match(desk.payload, /已自动分配给 郝医生/)
    const at = new RegExp(`src="${why}\\?at=([^"]+)"`).exec(desk.payload)?.[1] ?? assert.fail('no link')
    assert.match((await get(`${why}?at=${at}`, hao)).payload, new RegExp(`id="why-${at}"[^]*命中规则`))
  })

  it('ask who is handed a conversation whether they take it, and let the sender take it back', async () => {
    const [hao, mei] = [await test.as('hao'), await test.as('mei')]
    const id = await waits('热玛吉疼吗')
    const transfer = `/conversations/${id}/transfer`
    const hand = () => assign(test.app, hao, id, { agentId: mei.agentId, note: '客户赶时间' })
    const holder = async () => (await test.app.db('conversation').where({ id }).first('agent_id')).agent_id
    await hand()
    const { payload } = await get(`/conversations/${id}`, mei)
    assert.match(payload, /郝医生 把会话转给了您[^]*data-due="2026-[^]*客户赶时间[^]*接受[^]*拒绝/)
    assert.equal((await post(`${transfer}/removal`, {}, await test.as('yun'))).statusCode, 404)
    const awaited = async () =>
      (await get('/desk', { ...hao, scope: 'own' })).payload.includes('→ 梅姐，待接受')
    assert.ok(await awaited(), 'also where they no longer see it')
    await post(`${transfer}/removal`, {}, { ...hao, scope: 'own' })
    assert.equal(await holder(), hao.agentId)
    assert.equal(await awaited(), false)
    await hand()
    await post(`${transfer}/refusal`, {}, mei)
    assert.equal(await holder(), hao.agentId)
    const heard = await test.app.db('event').where({ type: 'agent.mentioned' }).orderBy('seq').pluck('topic')
    const [receiver, sender] = [`agent:${mei.agentId}`, `agent:${hao.agentId}`]
    assert.deepEqual(heard, [receiver, receiver, sender], 'who gets it, and who has it again, is told')
    await hand()
    await post(`${transfer}/acceptance`, {}, mei)
    const told = await test.app.db('event').where({ type: 'conversation.accepted' }).pluck('topic')
    assert.deepEqual(told, [`conversation:${id}`], 'every screen that shows the bar takes it away')
    assert.doesNotMatch((await get(`/conversations/${id}`, mei)).payload, /把会话转给了您/)
    assert.equal((await post(`${transfer}/removal`, {}, lin)).statusCode, 409)
    assert.equal(await holder(), mei.agentId)
  })

  it('open the desk with what an agent has where the house gives and nobody waits, and else with who waits', async () => {
    const mei = await test.as('mei')
    const view = async (url: string) =>
      /id="rows" data-view="(\w+)"/.exec((await get(url, mei)).payload)?.[1] ?? assert.fail()
    const waiting = test.app.db('conversation').where({ status: 'queued' })
    await waiting.update({ status: 'closed', queued_at: null })
    assert.equal(await view('/desk'), 'mine')
    assert.equal(await view('/desk?view=unassigned'), 'unassigned')
    await saveReceptionSettings(test.app, lin, { mode: 'manual' })
    assert.equal(await view('/desk'), 'unassigned')
  })
})
