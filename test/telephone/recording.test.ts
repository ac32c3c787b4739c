import assert from 'node:assert/strict'
import { afterEach, it } from 'node:test'
import { signedIn } from '../../core/testing/index.ts'
import { until } from '../support/until.ts'
import { samplesOfOgg } from './support/audio/opus.ts'
import { firstSecond, presence } from './support/audio/tones.ts'
import { useClinic, words } from './support/clinic.ts'
import { hearEachOther, listenFor, mustHear } from './support/line.ts'
import { describeTelephone } from './support/runtime.ts'

await describeTelephone('What is recorded of a call', () => {
  const clinic = useClinic()
  afterEach(() => clinic.flow({}))

  /** The recording of the newest call as mei hears it, once it is kept. */
  async function played(kind: 'call' | 'voicemail'): Promise<Int16Array> {
    const newest = () => clinic.app.db('recording').orderBy('id', 'desc').first()
    await until('the recording is kept', async () => (await newest())?.state === 'kept')
    const row = await newest()
    assert.equal(row.kind, kind)
    const answer = await clinic.server.inject({
      url: `/recordings/${row.uid}/sound`,
      auth: signedIn(await clinic.as('mei')),
    })
    assert.equal(answer.statusCode, 200)
    return samplesOfOgg(answer.rawPayload)
  }

  it('is both voices, after the notice, without what was said in a pause or heard on hold', async () => {
    const { anna, agent: mei } = await clinic.talk('mei')
    assert.notEqual(anna.media.ear.first(words.notice), undefined)
    await listenFor(anna, 800)
    await clinic.does('mei', { do: 'pause-recording', on: true })
    // The exchange is told one after the other: who hears nothing any more is not recorded either.
    await clinic.does('mei', { do: 'mute', on: true })
    await mustHear(anna, [], [1300])
    mei.media.say(2500)
    anna.media.say(2700)
    await clinic.does('mei', { do: 'mute', on: false })
    await mustHear(anna, [2500])
    mei.media.say(1300)
    anna.media.say(440)
    await hearEachOther([anna, 440], [mei, 1300])
    await clinic.does('mei', { do: 'pause-recording', on: false })
    await clinic.does('mei', { do: 'hold' })
    await mustHear(anna, [600])
    await clinic.does('mei', { do: 'resume' })
    await listenFor(anna, 800)
    await anna.hangUp()
    const samples = await played('call')
    assert.ok(presence(samples, 440) > 2000 && presence(samples, 1300) > 2000)
    const others = [words.notice, 2500, 2700, 600].map((hz) => firstSecond(samples, hz, 2500))
    assert.deepEqual(others, [undefined, undefined, undefined, undefined])
    const { sha256, pauses } = await clinic.app.db('recording').orderBy('id', 'desc').first()
    assert.match(sha256, /^[0-9a-f]{64}$/)
    assert.equal(JSON.parse(pauses).length, 2)
  })

  it('is nothing where callers were not told', async () => {
    await clinic.flow({ notice: undefined })
    const { anna, agent: mei } = await clinic.talk('mei')
    await mustHear(anna, [1300])
    const voice = clinic.app.channels.open(clinic.channelId)?.voice
    assert.deepEqual((await voice?.snapshot())?.recordings, [])
    await mei.hangUp()
    const { id } = await clinic.callIn('ended')
    assert.deepEqual(await clinic.app.db('recording').where({ call_id: id }), [])
  })

  it('is the message of a caller, which is a task for somebody and can be heard', async () => {
    await clinic.flow({ start: { to: 'voicemail', teamId: clinic.teamId } })
    const anna = await clinic.rings('13700137001')
    await until('the tone is heard', () => anna.media.ear.first(words.beep) !== undefined)
    const voice = clinic.app.channels.open(clinic.channelId)?.voice
    await until('it is recorded', async () => (await voice?.snapshot())?.recordings.length === 1)
    await listenFor(anna, 3000)
    await anna.press('#')
    await anna.until('ended')
    const { ear } = anna.media
    const beep = ear.last(words.beep) ?? assert.fail('no beep')
    assert.ok((ear.first(words.voicemail) ?? beep) < beep)
    assert.notEqual(ear.first(words.goodbye, beep), undefined)
    const { outcome, personId } = await clinic.callIn('ended')
    assert.equal(outcome, 'voicemail')
    const task = await clinic.app.db('task').where({ person_id: personId }).first()
    assert.deepEqual([task.reason, task.done_at], ['voicemail', null])
    const samples = await played('voicemail')
    assert.ok(presence(samples, 440) > 2000 && samples.length > 2 * 8000)
    assert.equal(firstSecond(samples, words.beep, 2500), undefined)
  })
})
