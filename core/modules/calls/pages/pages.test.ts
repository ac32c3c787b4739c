import assert from 'node:assert/strict'
import { after, before, beforeEach, it } from 'node:test'
import { eachDatabase } from '../../../../test/support/databases.ts'
import { postForm } from '../../../../test/support/form.ts'
import { numbers, openSwitchboard, type Switchboard } from '../../../../test/support/switchboard.ts'
import type { Viewer } from '../../../module.ts'
import { signedIn } from '../../../testing/index.ts'

eachDatabase('The pages of the telephone', ({ create }) => {
  let board: Switchboard
  let hao: Viewer
  let lin: Viewer
  before(async () => {
    board = await openSwitchboard((await create()).options)
    await board.flow({ notice: { house: 'notice' } })
    hao = await board.as('hao')
    lin = await board.as('lin')
  })
  after(() => board.stop())
  beforeEach(async () => {
    await board.happens(() =>
      [...board.exchange.floor.legs.keys()].forEach((leg) => board.exchange.end(leg, 'normal')),
    )
    await board.app.db('agent_line').delete()
    await board.is('hao', 'online')
    await board.is('mei', 'away')
  })

  const get = (url: string, viewer = hao) => board.server.inject({ url, auth: signedIn(viewer) })
  const text = async (url: string, viewer = hao) => (await get(url, viewer)).payload
  const post = async (url: string, form: Record<string, string> = {}, viewer = hao) => {
    const answer = await postForm(board.server, viewer, url, form)
    await board.happens()
    return answer
  }
  const verb = async (name: string, form: Record<string, string> = {}) =>
    post(`/calls/${(await board.call()).id}/${name}`, form)
  const shape = async () => /data-shape="(\w+)"/.exec(await text('/phone'))?.[1]
  const talk = async () => {
    await board.rings('bo')
    await board.happens(() => board.exchange.playOut())
    await board.happens(() => board.exchange.pickUp('801'))
  }

  it('show the phone from its rest to its wrap-up and back', async () => {
    assert.equal(await shape(), 'idle')
    await board.rings('bo')
    await board.happens(() => board.exchange.playOut())
    assert.equal(await shape(), 'offered')
    const phone = await text('/phone')
    assert.match(phone, /来电 · 皮肤[\s\S]*139\*\*\*\*9000[\s\S]*总机/)
    assert.equal(phone.match(/>[^<]*139\*\*\*\*9000/g)?.length, 1, 'the number is their name')
    await board.happens(() => board.exchange.pickUp('801'))
    assert.equal(await shape(), 'talking')
    await board.happens(() => board.exchange.hangUp(numbers.bo))
    assert.equal(await shape(), 'wrapping')
    assert.equal((await verb('wrap-up', { result: 'booked', note: '周六十点到店' })).statusCode, 303)
    assert.equal(await shape(), 'idle')
    assert.deepEqual((({ result, note }) => ({ result, note }))(await board.call()), {
      result: 'booked',
      note: '周六十点到店',
    })
  })

  it('never show a whole number', async () => {
    await talk()
    const { id } = await board.call()
    for (const url of ['/phone', '/calls', `/calls/${id}`, '/phone/customers?q=9000'])
      assert.doesNotMatch(await text(url), new RegExp(numbers.bo), url)
  })

  it('hold, hand over and end a call by plain forms', async () => {
    await talk()
    await verb('hold')
    assert.equal((await board.call()).state, 'held')
    assert.match(await text('/phone'), /action="\/calls\/\d+\/resume"/)
    await verb('resume')
    assert.deepEqual(board.exchange.hears(numbers.bo), ['801'])
    await verb('consult', { agentId: String(board.ids.mei) })
    assert.match(await text('/phone'), /梅姐<\/strong> · 振铃中/)
    await board.happens(() => board.exchange.pickUp('802'))
    assert.match(await text('/phone'), /action="\/calls\/\d+\/complete"/)
    await verb('complete')
    assert.deepEqual(board.exchange.hears(numbers.bo), ['802'])
    assert.equal(await shape(), 'wrapping')
  })

  it('say beside the names of colleagues that they are on the phone', async () => {
    await talk()
    const { conversationId } = await board.call()
    const assignees = async () => text(`/conversations/${conversationId}`, lin)
    assert.match(await assignees(), /郝医生 · 通话中<\/option>/)
    await board.happens(() => board.exchange.hangUp(numbers.bo))
    assert.match(await assignees(), /郝医生 · 话后处理<\/option>/)
    await verb('wrap-up')
    assert.match(await assignees(), /郝医生 · 在线<\/option>/)
  })

  it('say on the rail that a customer is on the telephone, until they are not', async () => {
    await talk()
    const { conversationId } = await board.call()
    const rail = () => text(`/conversations/${conversationId}`)
    const changes = async () => (await board.app.db('event').where({ type: 'person.changed' })).length
    assert.match(await rail(), /reach-now">通话中/)
    const before = await changes()
    await board.happens(() => board.exchange.hangUp(numbers.bo))
    assert.ok((await changes()) > before, 'whoever has it open sees it at once')
    assert.doesNotMatch(await rail(), /reach-now">通话中/)
  })

  it('remind of a recording that is paused until it goes on', async () => {
    await talk()
    await verb('recording', { on: 'true' })
    assert.match(await text('/phone'), /录音已暂停/)
    await verb('recording', { on: 'false' })
    assert.doesNotMatch(await text('/phone'), /录音已暂停/)
  })

  it('say what cannot be done where it was tried', async () => {
    await talk()
    const refused = await verb('complete')
    assert.equal(refused.statusCode, 422)
    assert.match(refused.payload, /call-trouble[\s\S]*没有可以转接的第三方/)
    const streamed = await board.server.inject({
      method: 'POST',
      url: `/calls/${(await board.call()).id}/complete`,
      headers: {
        cookie: `crumb=${'c'.repeat(43)}`,
        'x-csrf-token': 'c'.repeat(43),
        accept: 'text/vnd.turbo-stream.html',
      },
      auth: signedIn(hao),
    })
    assert.match(streamed.payload, /^<turbo-stream action="update" method="morph" target="phone">/)
    assert.equal((await verb('explode')).statusCode, 404)
    assert.equal((await verb('press', { keys: 'abc' })).statusCode, 422)
    assert.equal((await verb('transfer', { number: '12' })).statusCode, 422)
  })

  it('keep a note while it is written', async () => {
    await talk()
    await verb('note', { note: '问热玛吉价格' })
    assert.match(await text('/phone'), /问热玛吉价格/)
  })

  it('find whom to call by name or number, and only whom the viewer sees', async () => {
    await talk()
    const { personId } = await board.call()
    await board.app.db('person').where({ id: personId }).update({ name: '波波' })
    assert.match(await text('/phone/customers?q=波波'), /波波[\s\S]*139\*\*\*\*9000/)
    assert.match(await text('/phone/customers?q=139000', lin), /波波/)
    assert.doesNotMatch(await text('/phone/customers?q=波波', await board.as('yun')), /139\*\*\*\*/)
    assert.match(await text('/phone/customers?q=13700137000'), /name="number" value="\+8613700137000"/)
  })

  it('call back by the call before, and say in words how that ended', async () => {
    await talk()
    await board.happens(() => board.exchange.hangUp(numbers.bo))
    const before = await board.call()
    await verb('again')
    const call = await board.call()
    assert.notEqual(call.id, before.id)
    assert.deepEqual([call.direction, call.number, call.personId], ['out', before.number, before.personId])
    assert.equal(await shape(), 'calling')
    assert.match(await text('/phone'), /对方振铃中/)
    await board.happens(() => board.exchange.hangUp(before.number, 'busy'))
    assert.equal(await shape(), 'wrapping')
    assert.match(await text('/phone'), /占线[\s\S]*对方正在通话，过一会儿再试/)
  })

  it('list the calls that the viewer may see, narrowed and by pages', async () => {
    await talk()
    await board.happens(() => board.exchange.hangUp(numbers.bo))
    const { id } = await board.call()
    assert.match(await text('/calls'), new RegExp(`/calls/${id}"`))
    assert.match(await text('/calls?direction=in&outcome=answered'), new RegExp(`/calls/${id}"`))
    assert.doesNotMatch(await text('/calls?missed=1'), new RegExp(`/calls/${id}"`))
    assert.doesNotMatch(await text(`/calls?agent=${board.ids.mei}`), new RegExp(`/calls/${id}"`))
    assert.doesNotMatch(await text('/calls?from=2099-01-01'), new RegExp(`/calls/${id}"`))
    assert.doesNotMatch(await text(`/calls?before=${id}`), new RegExp(`/calls/${id}"`))
    assert.equal((await get('/calls?outcome=maybe')).statusCode, 400)
    const yun = await board.as('yun')
    assert.doesNotMatch(await text('/calls', yun), new RegExp(`/calls/${id}"`))
    assert.equal((await get(`/calls/${id}`, yun)).statusCode, 404)
    assert.equal((await get(`/calls/${id}`, lin)).statusCode, 200)
  })

  it('tell the course of one call with its times', async () => {
    await board.rings('bo')
    await board.happens(() => board.exchange.playOut())
    board.clock.pass(12)
    await board.happens(() => board.exchange.pickUp('801'))
    board.clock.pass(60)
    await board.happens()
    await board.happens(() => board.exchange.hangUp(numbers.bo))
    const page = await text(`/calls/${(await board.call()).id}`, lin)
    assert.match(page, /振铃[\s\S]*0:12/)
    assert.match(page, /class="call-span-talk"/)
    assert.match(page, /call-leg-who"><strong>郝医生<\/strong>[^\n]*call-grade-good/)
  })

  it('tell with what a desk phone is set up, or why that is not known', async () => {
    const { id } = await board.app.db('extension').where({ number: '801' }).first('id')
    const both = async () => [await text('/account/phone'), await text(`/admin/lines/phones/${id}`, lin)]
    for (const shown of await both()) assert.match(shown, /exchange\.test[\s\S]*端口[\s\S]*5070[\s\S]*TCP/)
    board.exchange.desk = undefined
    for (const shown of await both()) assert.match(shown, /填交换机所在机器的地址/)
  })

  it('are empty for who has no phone, and closed to who takes no calls', async () => {
    const yun = await board.as('yun')
    assert.match(await text('/phone', yun), /您还没有分机/)
    assert.doesNotMatch(await text('/desk', yun), /id="phone"/)
    assert.match(await text('/desk', hao), /<turbo-frame id="phone"[^>]* src="\/phone"/)
    const without = { ...hao, permissions: new Set<string>() }
    assert.equal((await get('/phone', without)).statusCode, 403)
    assert.equal((await post('/calls', { personId: '1' }, without)).statusCode, 403)
  })
})
