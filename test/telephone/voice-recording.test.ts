import assert from 'node:assert/strict'
import { it } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { passages, presence } from './support/audio/tones.ts'
import { samplesOf } from './support/audio/wav.ts'
import { colleague, customer, listenFor, useStage } from './support/line.ts'
import { describeTelephone } from './support/runtime.ts'

await describeTelephone('Recordings of a real Asterisk', () => {
  const stage = useStage()
  let calls = 0
  const uid = () => `call-${++calls}`

  it('records a room while legs come and go, leaves out what is paused, and forgets it when told', async () => {
    const call = uid()
    const name = `${call}.recording`
    const { leg, call: anna } = await customer(stage)
    const hao = await colleague(stage, `${call}.agent`, stage.desk)
    await stage.voice.join(`${call}.room`, [leg, `${call}.agent`])
    await stage.voice.record(name, { room: `${call}.room` })
    await listenFor(anna, 800)
    assert.deepEqual((await stage.voice.snapshot()).recordings, [name])
    await stage.voice.hold(leg)
    await listenFor(hao, 800)
    await stage.voice.pause(name, true)
    await stage.voice.join(`${call}.room`, [leg])
    await listenFor(anna, 800)
    await stage.voice.mute(`${call}.agent`, true)
    await stage.voice.pause(name, false)
    await listenFor(anna, 800)
    await stage.voice.finish(name)
    const said = await stage.house.hears('recorded')
    assert.equal(said.ok, true)
    const samples = samplesOf((await stage.voice.fetch(name)) ?? assert.fail('no recording'))
    assert.deepEqual(passages(samples, [440, 880, 600]), [[440, 880], [880], [440]])
    await stage.voice.discard(name)
    assert.equal(await stage.voice.fetch(name), undefined)
  })

  it('tells the end of what is recorded in a room that all leave in the moment in which they came', async () => {
    for (let delay = 0; delay < 12; delay++) {
      const call = uid()
      stage.house.told.length = 0
      const { leg, call: anna } = await customer(stage)
      const hao = await colleague(stage, `${call}.agent`, stage.desk)
      const leaving = setTimeout(delay).then(() => Promise.all([anna.hangUp(), hao.hangUp()]))
      await stage.voice.join(`${call}.room`, [leg, `${call}.agent`])
      await stage.voice.record(`${call}.recording`, { room: `${call}.room` })
      await leaving
      await stage.voice.finish(`${call}.recording`)
      await stage.house.hears('recorded', ({ recording }) => recording === `${call}.recording`)
    }
  })

  it('records what one caller leaves, until their key, their silence or the time ends it', async () => {
    const { leg, call } = await customer(stage)
    const name = `${uid()}.voicemail`
    await stage.voice.record(name, { leg }, { most: 30, silence: 20, key: '#' })
    await listenFor(call, 800)
    await call.press('#')
    const first = await stage.house.hears('recorded', ({ recording }) => recording === name)
    assert.equal(first.ok, true)
    const samples = samplesOf((await stage.voice.fetch(name)) ?? assert.fail('no recording'))
    assert.ok(presence(samples, 440) > 2000)
    await stage.voice.record(`${name}-2`, { leg }, { most: 2 })
    const second = await stage.house.hears('recorded', ({ recording }) => recording === `${name}-2`)
    assert.deepEqual([second.ok, second.seconds >= 1], [true, true])
  })
})
