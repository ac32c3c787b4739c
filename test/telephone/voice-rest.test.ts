import assert from 'node:assert/strict'
import { it } from 'node:test'
import { colleague, listenFor, mustHear, useStage } from './support/line.ts'
import type { Call } from './support/phones/index.ts'
import { describeTelephone } from './support/runtime.ts'

await describeTelephone('A leg that is put to rest on a real Asterisk', () => {
  const stage = useStage()

  it('hears nothing of what was played to it, alone or among others, and may be played to again', async () => {
    const hao = await colleague(stage, 'c0000000000000001.agent', stage.desk)
    const mei = await colleague(stage, 'c0000000000000001.mei', stage.mei)
    const leg = 'c0000000000000001.agent'
    const ring = (playback: string) => stage.voice.play(playback, { leg }, [{ tone: 'busy' }])

    await stage.voice.hold(leg, 'silence')
    await ring('c0000000000000001.tone-1')
    await mustHear(hao, [450])
    await stage.voice.hold(leg, 'silence')
    await isQuiet(hao)

    await stage.voice.join('c0000000000000001.room', [leg, 'c0000000000000001.mei'])
    await ring('c0000000000000001.tone-2')
    await mustHear(hao, [450])
    await stage.voice.hold(leg, 'silence')
    await isQuiet(hao)

    await ring('c0000000000000001.tone-3')
    await mustHear(hao, [450])
    await mei.hangUp()
  })
})

/** In two whole turns of a tone that comes and goes, nothing of it is heard. */
async function isQuiet(call: Call) {
  await listenFor(call, 400)
  const from = performance.now()
  await listenFor(call, 1500)
  assert.equal(call.media.ear.first(450, from), undefined)
}
