import assert from 'node:assert/strict'
import { it } from 'node:test'
import { until } from '../support/until.ts'
import { useClinic } from './support/clinic.ts'
import { hearEachOther, mustHear } from './support/line.ts'
import { describeTelephone } from './support/runtime.ts'

await describeTelephone('The keys of a desk phone', () => {
  const clinic = useClinic()

  it('hold the customer, and take them back', async () => {
    const { anna, agent: mei } = await clinic.talk('mei')
    await hearEachOther([anna, 440], [mei, 1300])
    await mei.hold(true)
    await clinic.callIn('held')
    await mustHear(anna, [600])
    await mei.hold(false)
    await clinic.callIn('talking')
    await hearEachOther([anna, 440], [mei, 1300])
  })

  it('hand the customer over to a colleague, blind', async () => {
    const { anna, agent: mei } = await clinic.talk('mei')
    assert.match(await mei.transfer('8003'), /^202/)
    const lin = await clinic.phones.lin.rings()
    await mei.until('ended')
    await lin.answer()
    await hearEachOther([anna, 440], [lin, 1700])
    const { agentId } = await clinic.callIn('talking')
    assert.equal(agentId, clinic.ids.lin)
  })

  it('lead nowhere, and keep the customer, where the colleague is in a call', async () => {
    const { anna, agent: mei } = await clinic.talk('mei')
    const at = clinic.app.clock().toISOString()
    const { id } = await clinic.callIn('talking')
    const busy = { agent_id: clinic.ids.lin, state: 'talking', call_id: id, since: at, idle_since: at }
    await clinic.app.db('agent_line').insert(busy).onConflict('agent_id').merge()
    await mei.transfer('8003')
    await until('the phone is told', () => mei.transfers.some((said) => said.startsWith('603')))
    await hearEachOther([anna, 440], [mei, 1300])
  })

  it('place no second call while there is one, and say why', async () => {
    const { anna, agent: mei } = await clinic.talk('mei')
    await mei.hold(true)
    await clinic.callIn('held')
    const second = await clinic.phones.mei.call('8003')
    await second.until('ended')
    await until('mei is told why', async () => {
      const told = await clinic.app.db('event').where({ type: 'phone.refused' }).first()
      return told !== undefined && JSON.parse(told.data).message === 'calls.conflict.busy'
    })
    await mei.hold(false)
    await hearEachOther([anna, 440], [mei, 1300])
  })
})
