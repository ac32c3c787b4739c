import assert from 'node:assert/strict'
import { it } from 'node:test'
import { until } from '../support/until.ts'
import { type Clinic, useClinic } from './support/clinic.ts'
import { hearEachOther, mustHear } from './support/line.ts'
import { describeTelephone } from './support/runtime.ts'

await describeTelephone('Calls while the exchange is out of reach', () => {
  const clinic = useClinic()

  /** A customer and mei, who hear each other. */
  async function talk() {
    const both = await clinic.talk('mei')
    await hearEachOther([both.anna, 440], [both.agent, 1300])
    return both
  }

  it('go on there, and one that ended meanwhile is over here', async () => {
    const { anna, agent: mei } = await talk()
    clinic.way.cut()
    await until('staff are told', () => isLost(clinic))
    await hearEachOther([anna, 440], [mei, 1300])
    await anna.hangUp()
    clinic.way.mend()
    const { outcome } = await clinic.callIn('ended')
    assert.equal(outcome, 'answered')
    await mei.until('ended')
    assert.equal(await isLost(clinic), false)
  })

  it('do as they are told when it is back', async () => {
    const { anna, agent: mei } = await talk()
    clinic.way.cut()
    await until('staff are told', () => isLost(clinic))
    clinic.way.mend()
    await until('it is heard again', async () => !(await isLost(clinic)))
    await clinic.does('mei', { do: 'hold' })
    await mustHear(anna, [600])
    await clinic.does('mei', { do: 'resume' })
    await hearEachOther([anna, 440], [mei, 1300])
  })

  it('are over after a power cut, and the phones ring again when they are back', async () => {
    await talk()
    await clinic.is('mei', 'away')
    await clinic.exchange.kill()
    await clinic.exchange.start()
    const { outcome } = await clinic.callIn('ended')
    assert.equal(outcome, 'answered')
    await until('mei may register', () => registers(clinic))
    await until('the house knows', async () => {
      const extension = await clinic.app.db('extension').where({ agent_id: clinic.ids.mei }).first()
      return extension.desk_online === 1
    })
    await clinic.app.db('agent_line').update({ state: 'idle', call_id: null, wrap_until: null })
    await talk()
  })
})

async function isLost({ app, channelId }: Clinic): Promise<boolean> {
  return (await app.db('setting').where({ key: `calls.lost.${channelId}` })).length > 0
}

/** As a phone that is switched on: one that only repeats itself is looked at within half a minute. */
async function registers({ phones: { mei } }: Clinic): Promise<boolean> {
  try {
    await mei.register(0)
    await mei.register()
    return true
  } catch {
    return false
  }
}
