import assert from 'node:assert/strict'
import { it } from 'node:test'
import { until } from '../support/until.ts'
import { presence } from './support/audio/tones.ts'
import { colleague, customer, hearEachOther, listenFor, mustHear, useStage } from './support/line.ts'
import { describeTelephone } from './support/runtime.ts'

await describeTelephone('Rooms and sounds at a real Asterisk', () => {
  const stage = useStage()
  let calls = 0
  const uid = () => `call-${++calls}`

  it('lets legs of a room hear each other, and moves them straight into another', async () => {
    const call = uid()
    const { leg, call: anna } = await customer(stage)
    const hao = await colleague(stage, `${call}.agent`, stage.desk)
    const mei = await colleague(stage, `${call}.guest`, stage.web)
    await stage.voice.join(`${call}.room`, [leg, `${call}.agent`])
    await mustHear(anna, [880], [1300])
    await mustHear(hao, [440], [1300])
    await stage.voice.join(`${call}.other`, [leg, `${call}.guest`])
    await mustHear(anna, [1300], [880])
    await mustHear(mei, [440], [880])
    await stage.voice.join(`${call}.other`, [`${call}.agent`])
    await mustHear(anna, [880, 1300])
    const { legs } = await stage.voice.snapshot()
    assert.deepEqual(new Set(legs.map(({ room }) => room)), new Set([`${call}.other`]))
  })

  it('does not disturb who is in a room, and what is played there, when others come', async () => {
    const call = uid()
    const { leg, call: anna } = await customer(stage)
    await stage.voice.join(`${call}.room`, [leg])
    await stage.voice.play(`${call}.words`, { room: `${call}.room` }, [{ url: stage.sounds.url(1000, 20) }])
    await mustHear(anna, [1000])
    const hao = await colleague(stage, `${call}.agent`, stage.desk)
    await stage.voice.join(`${call}.room`, [leg, `${call}.agent`])
    await mustHear(anna, [1000, 880])
    await mustHear(hao, [1000, 440])
    assert.ok(anna.media.ear.missing([1000]) < 1000)
  })

  it('plays music to whom is on hold: its own, ours, or none', async () => {
    const { leg, call } = await customer(stage)
    await stage.voice.hold(leg)
    await mustHear(call, [600], [1000])
    await stage.voice.hold(leg, { url: stage.sounds.url(1000) })
    await call.media.ear.listen([], 1200)
    await mustHear(call, [1000], [600])
    await stage.voice.hold(leg, 'silence')
    await mustHear(call, [], [600, 1000])
  })

  it('plays one sound after the other and tells the end; music pauses for it', async () => {
    const { leg, call } = await customer(stage)
    await stage.voice.hold(leg, { url: stage.sounds.url(600, 5) })
    await listenFor(call, 800)
    await stage.voice.play('words', { leg }, [
      { url: stage.sounds.url(1000) },
      { url: stage.sounds.url(1500) },
    ])
    assert.deepEqual(await stage.house.hears('played'), { type: 'played', playback: 'words', ok: true })
    const { ear } = call.media
    const begun = ear.first(1000) ?? assert.fail('no words')
    assert.ok(begun < (ear.first(1500) ?? assert.fail('no more words')))
    assert.ok(presence(ear.since(begun).subarray(0, 4000), 600) < 2000)
    await mustHear(call, [600], [1000, 1500])
  })

  it('repeats what loops until it is stopped, and stops at once', async (t) => {
    const { leg, call } = await customer(stage)
    await stage.voice.play('again', { leg }, [{ url: stage.sounds.url(1000) }], true)
    await call.media.ear.listen([], 1500)
    await mustHear(call, [1000])
    const asked = performance.now()
    await stage.voice.stop('again')
    await stage.house.hears('played', ({ playback }) => playback === 'again')
    await mustHear(call, [], [1000])
    t.diagnostic(
      `heard for ${Math.round((call.media.ear.last(1000) ?? NaN) - asked)} ms after it was stopped`,
    )
  })

  it('plays to a room for everybody in it, and says so where a sound is not there', async () => {
    const call = uid()
    const { leg, call: anna } = await customer(stage)
    const hao = await colleague(stage, `${call}.agent`, stage.desk)
    await stage.voice.join(`${call}.room`, [leg, `${call}.agent`])
    await stage.voice.play(`${call}.tone`, { room: `${call}.room` }, [{ tone: 'ring' }])
    await hearEachOther([anna, 450], [hao, 450])
    await stage.voice.stop(`${call}.tone`)
    await stage.voice.play(`${call}.gone`, { leg }, [
      { url: stage.sounds.url(1000).replace('1000hz', 'nothing') },
    ])
    const said = await stage.house.hears('played', ({ playback }) => playback === `${call}.gone`)
    assert.equal(said.ok, false)
  })

  it('lets a supervisor hear both, and whisper to one', async () => {
    const call = uid()
    const { leg, call: anna } = await customer(stage)
    const hao = await colleague(stage, `${call}.agent`, stage.desk)
    const mei = await colleague(stage, `${call}.boss`, stage.mei)
    await stage.voice.join(`${call}.room`, [leg, `${call}.agent`])
    await stage.voice.listen(`${call}.boss`, `${call}.agent`, 'listen')
    await mustHear(mei, [440, 880])
    await mustHear(hao, [440], [1700])
    await stage.voice.listen(`${call}.boss`, `${call}.agent`, 'whisper')
    await mustHear(hao, [440, 1700])
    await mustHear(anna, [880], [1700])
    await mustHear(mei, [440, 880])
    await stage.voice.listen(`${call}.boss`, `${call}.agent`, 'listen')
    await mustHear(hao, [440], [1700])
    assert.equal(anna.media.ear.first(1700), undefined)
    await stage.voice.join(`${call}.room`, [`${call}.boss`])
    await mustHear(anna, [880, 1700])
  })

  it('plays to one of a room alone, who can be moved all the same', async () => {
    const call = uid()
    const { leg, call: anna } = await customer(stage)
    const hao = await colleague(stage, `${call}.agent`, stage.desk)
    await stage.voice.join(`${call}.room`, [leg, `${call}.agent`])
    await stage.voice.play(`${call}.hint`, { leg: `${call}.agent` }, [{ url: stage.sounds.url(1000, 20) }])
    await Promise.all([mustHear(anna, [880], [1000]), mustHear(hao, [440, 1000])])
    await stage.voice.hold(`${call}.agent`, 'silence')
    await stage.voice.stop(`${call}.hint`)
    assert.equal((await stage.house.hears('played')).playback, `${call}.hint`)
  })

  it('lets legs back into a room that has ended because all had left it', async () => {
    const call = uid()
    const room = `${call}.room`
    const { leg, call: anna } = await customer(stage)
    const hao = await colleague(stage, `${call}.agent`, stage.desk)
    await stage.voice.join(room, [leg, `${call}.agent`])
    await mustHear(anna, [880])
    await Promise.all([leg, `${call}.agent`].map((each) => stage.voice.hold(each)))
    await until(
      'the room has ended',
      async () => !(await stage.exchange.console('bridge show all')).includes(room),
    )
    await stage.voice.join(room, [leg, `${call}.agent`])
    await hearEachOther([anna, 440], [hao, 880])
    await stage.voice.hold(leg)
    await mustHear(anna, [600], [880])
  })

  it('leaves no room, music or spy behind', async () => {
    const call = uid()
    const { leg } = await customer(stage)
    await colleague(stage, `${call}.boss`, stage.mei)
    await stage.voice.join(`${call}.room`, [leg])
    await stage.voice.hold(leg)
    await stage.voice.listen(`${call}.boss`, leg, 'whisper')
    await stage.voice.hangUp(leg)
    await stage.voice.hangUp(`${call}.boss`)
    await until(
      'every room has ended',
      async () =>
        /(^|\n)0 active channels/.test(await stage.exchange.console('core show channels')) &&
        !/stasis/.test(await stage.exchange.console('bridge show all')),
    )
  })
})
