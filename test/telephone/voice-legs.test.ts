import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { Quality } from '../../core/plugin/index.ts'
import { until } from '../support/until.ts'
import type { Phone } from './support/phones/index.ts'
import { colleague, customer, mustHear, useStage } from './support/line.ts'
import { describeTelephone } from './support/runtime.ts'

await describeTelephone('Legs at a real Asterisk', () => {
  const stage = useStage()
  let calls = 0
  const uid = () => `call-${++calls}`

  it('tells who calls, rings and answers', async () => {
    const call = await stage.carrier.call('02161234567', { from: '13900139000' })
    const came = await stage.house.hears('incoming')
    assert.deepEqual(came, { type: 'incoming', leg: came.leg, from: '13900139000', to: '02161234567' })
    await stage.voice.ring(came.leg)
    await call.until('ringing')
    await stage.voice.answer(came.leg)
    await call.until('up')
    await stage.house.hears('answered', ({ leg }) => leg === came.leg)
    await call.hangUp()
    assert.deepEqual(await stage.house.hears('ended'), { type: 'ended', leg: came.leg, cause: 'normal' })
  })

  it('rings a phone with the name and number that it is told, and says when it rings and is answered', async () => {
    const call = uid()
    await colleague(stage, `${call}.agent`, stage.desk)
    const [shown] = stage.desk.calls.slice(-1)
    assert.deepEqual(shown?.from, { number: '139****9000', name: '安娜' })
    const order = stage.house.told
      .filter((event) => 'leg' in event && event.type !== 'talking')
      .map(({ type }) => type)
    assert.deepEqual(order, ['ringing', 'answered'])
  })

  it('mutes a leg, which hears all the same', async () => {
    const call = uid()
    const { leg, call: anna } = await customer(stage)
    const hao = await colleague(stage, `${call}.agent`, stage.desk)
    await stage.voice.join(`${call}.room`, [leg, `${call}.agent`])
    await stage.voice.mute(`${call}.agent`, true)
    await mustHear(anna, [], [880])
    await mustHear(hao, [440])
    await stage.voice.mute(`${call}.agent`, false)
    await mustHear(anna, [880])
  })

  it('hears keys, once each, and presses them', async () => {
    const { leg, call } = await customer(stage)
    await call.press('1*')
    await stage.house.hears('key', ({ key }) => key === '*')
    await call.press('#', 'info')
    await stage.house.hears('key', ({ key }) => key === '#')
    const keys = stage.house.told.flatMap((event) => (event.type === 'key' ? event.key : []))
    assert.deepEqual(keys, ['1', '*', '#'])
    await stage.voice.press(leg, '42#')
    await until('the caller has the keys', () => call.media.keys() === '42#')
  })

  it('dials outside with our number, and says in words how it ended', async () => {
    const call = uid()
    const manners: Record<string, Phone['manner'] extends (n: string) => infer M ? M : never> = {
      '13800138000': { refuse: '486 Busy Here' },
      '13800138001': { refuse: '404 Not Found' },
      '13800138002': { refuse: '603 Decline' },
      '13800138003': { refuse: '480 Temporarily Unavailable' },
    }
    stage.carrier.manner = (number) => manners[number] ?? 'ring'
    for (const number of [...Object.keys(manners), '13800138004'])
      await stage.voice.dial(`${call}.${number}`, {
        to: { number: `+86${number}` },
        from: { number: '+862161234567' },
        timeout: number in manners ? 20 : 2,
      })
    await until('all have ended', () => stage.house.told.filter(({ type }) => type === 'ended').length === 5)
    const causes = stage.house.told.flatMap((event) =>
      event.type === 'ended' ? [[event.leg.slice(-1), event.cause]] : [],
    )
    assert.deepEqual(Object.fromEntries(causes), {
      0: 'busy',
      1: 'unallocated',
      2: 'rejected',
      3: 'absent',
      4: 'no-answer',
    })
    assert.equal(stage.carrier.calls.at(-1)?.from.number, '02161234567')
  })

  it('says of a phone that is not there that it cannot be reached', async () => {
    const leg = `${uid()}.agent`
    await stage.voice.dial(leg, { to: { phone: '8009' }, from: {}, timeout: 5 })
    assert.deepEqual(await stage.house.hears('ended'), { type: 'ended', leg, cause: 'unreachable' })
  })

  it('takes for done what is about somebody who has hung up', async () => {
    const { leg, call } = await customer(stage)
    await call.hangUp()
    await stage.house.hears('ended')
    const room = `${uid()}.room`
    await stage.voice.answer(leg)
    await stage.voice.hold(leg)
    await stage.voice.join(room, [leg])
    await stage.voice.mute(leg, true)
    await stage.voice.hangUp(leg)
    await stage.voice.play('late', { leg }, [{ url: stage.sounds.url(1000) }])
    await stage.voice.record('late', { leg })
    assert.equal((await stage.house.hears('played')).ok, false)
    assert.equal((await stage.house.hears('recorded')).ok, false)
    assert.equal(await stage.voice.quality(leg), undefined)
    const { legs, recordings } = await stage.voice.snapshot()
    assert.deepEqual([legs, recordings], [[], []])
  })

  it('shows no missed call on a phone whose call somebody else has taken', async () => {
    const leg = `${uid()}.agent`
    await stage.voice.dial(leg, { to: { phone: '8001' }, from: { name: '安娜' }, timeout: 20 })
    const call = await stage.desk.rings()
    await stage.voice.hangUp(leg, 'elsewhere')
    await call.until('ended')
    assert.match(call.reason, /elsewhere/)
  })

  it('lets a phone pick up by itself, and knows when its owner speaks', async () => {
    const leg = `${uid()}.agent`
    await stage.voice.dial(leg, { to: { phone: '8001' }, from: {}, timeout: 20, auto: true })
    await stage.house.hears('answered')
    await stage.house.hears('talking', ({ on }) => on)
    stage.desk.calls.at(-1)?.media.say(undefined)
    await stage.house.hears('talking', ({ on }) => !on)
  })

  it('tells what phones do by themselves: dial, hold, transfer', async () => {
    const call = await stage.desk.call('8002')
    const { leg, phone, keys } = await stage.house.hears('outgoing')
    assert.deepEqual([phone, keys], ['8001', '8002'])
    await stage.voice.answer(leg)
    await call.until('up')
    await call.hold(true)
    await stage.house.hears('held', ({ on }) => on)
    await call.hold(false)
    await stage.house.hears('held', ({ on }) => !on)
    await call.transfer('13900139000')
    assert.deepEqual(await stage.house.hears('transfer'), { type: 'transfer', leg, keys: '13900139000' })
    await until('the phone knows that nobody moved it', () => call.transfers.some((said) => /603/.test(said)))
    assert.equal(call.state, 'up')
  })

  it('measures the line of a leg', async () => {
    const { leg } = await customer(stage)
    await stage.voice.hold(leg)
    let line: Quality | undefined
    await until('sound has gone both ways', async () => {
      line = await stage.voice.quality(leg)
      return line !== undefined && line.received > 20 && line.sent > 20
    })
    assert.equal(line?.lost, 0)
  })
})
