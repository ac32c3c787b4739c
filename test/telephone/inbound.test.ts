import assert from 'node:assert/strict'
import { it } from 'node:test'
import { until } from '../support/until.ts'
import { useClinic } from './support/clinic.ts'
import { hearEachOther, mustHear } from './support/line.ts'
import { describeTelephone } from './support/runtime.ts'

await describeTelephone('A customer who calls the clinic', () => {
  const clinic = useClinic()

  it('is answered in the browser, and both hear each other', async () => {
    const { anna, agent: hao } = await clinic.talk('hao')
    await hearEachOther([anna, 440], [hao, 880])
    await mustHear(anna, [880], [1300])
    await anna.hangUp()
    assert.equal((await clinic.callIn('ended')).outcome, 'answered')
  })

  it('is answered at a desk', async () => {
    const { anna, agent: mei } = await clinic.talk('mei')
    await hearEachOther([anna, 440], [mei, 1300])
    await mei.hangUp()
    await anna.until('ended')
    assert.equal((await clinic.callIn('ended')).endedBy, 'agent')
  })

  it('hears music while they wait, and is owed a call where they give up', async () => {
    const anna = await clinic.rings('13700137000')
    await clinic.callIn('queued')
    await until('the music plays', async () => (await anna.media.ear.listen([600]))[0] !== undefined)
    await anna.hangUp()
    assert.equal((await clinic.callIn('ended')).outcome, 'abandoned')
    const { reason } = await clinic.app.db('task').orderBy('id', 'desc').first('reason')
    assert.equal(reason, 'abandoned')
  })

  it('reaches one agent who is free, and not the one whom somebody else has', async () => {
    const [anna, bo] = [await clinic.rings('13800138001'), await clinic.rings('13800138002')]
    await until(
      'both wait',
      async () => (await clinic.app.db('call').where({ state: 'queued' })).length === 2,
    )
    await clinic.is('mei', 'online')
    const first = await clinic.phones.mei.rings()
    await first.answer()
    const talking = async () => clinic.app.db('call').where({ state: 'talking' })
    await until('one of them talks', async () => (await talking()).length === 1)
    assert.equal((await clinic.app.db('call').where({ state: 'queued' })).length, 1)
    assert.equal(clinic.phones.mei.calls.filter(({ state }) => state === 'ringing').length, 0)
    await Promise.all([anna.hangUp(), bo.hangUp()])
  })

  it('goes to the next agent where nobody picks up', async () => {
    await clinic.queue({ ringSeconds: 5 })
    const anna = await clinic.rings()
    await clinic.callIn('queued')
    await clinic.is('mei', 'online')
    await clinic.phones.mei.rings()
    await clinic.is('hao', 'online')
    const hao = await clinic.phones.hao.rings()
    await hao.answer()
    await clinic.callIn('talking')
    await hearEachOther([anna, 440], [hao, 880])
    await clinic.queue({ ringSeconds: 20 })
  })
})
