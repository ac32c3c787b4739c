import assert from 'node:assert/strict'
import { it } from 'node:test'
import { colleague, useStage } from './support/line.ts'
import { describeTelephone } from './support/runtime.ts'

await describeTelephone('A leg that is put to rest on a real Asterisk', () => {
  const stage = useStage()

  it('hears nothing of what was played to it, alone or among others, and may be played to again', async () => {
    const hao = await colleague(stage, 'c0000000000000001.agent', stage.desk)
    const mei = await colleague(stage, 'c0000000000000001.mei', stage.mei)
    const leg = 'c0000000000000001.agent'
    const hearsTone = async () => ((await hao.media.ear.listen([450], 1500))[0] ?? 0) > 1500
    const ring = (playback: string) => stage.voice.play(playback, { leg }, [{ tone: 'busy' }])

    await stage.voice.hold(leg, 'silence')
    await ring('c0000000000000001.tone-1')
    assert.equal(await hearsTone(), true)
    await stage.voice.hold(leg, 'silence')
    assert.equal(await hearsTone(), false)

    await stage.voice.join('c0000000000000001.room', [leg, 'c0000000000000001.mei'])
    await ring('c0000000000000001.tone-2')
    assert.equal(await hearsTone(), true)
    await stage.voice.hold(leg, 'silence')
    assert.equal(await hearsTone(), false)

    await ring('c0000000000000001.tone-3')
    assert.equal(await hearsTone(), true)
    await mei.hangUp()
  })
})
