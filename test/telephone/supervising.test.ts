import assert from 'node:assert/strict'
import { it } from 'node:test'
import { type Clinic, useClinic } from './support/clinic.ts'
import { hearEachOther, hears, listenFor, mustHear } from './support/line.ts'
import { describeTelephone } from './support/runtime.ts'

await describeTelephone('A supervisor', () => {
  const clinic = useClinic()

  it('listens to both, and neither hears it', async () => {
    const { anna, agent: mei } = await clinic.talk('mei')
    const lin = await supervised(clinic, 'listen')
    await mustHear(lin, [440, 1300])
    assert.deepEqual([await hears(anna, [1700]), await hears(mei, [1700])], [[false], [false]])
  })

  it('whispers to the agent, and the customer does not hear it', async () => {
    const { anna, agent: mei } = await clinic.talk('mei')
    await supervised(clinic, 'whisper')
    await mustHear(mei, [1700, 440])
    await mustHear(anna, [1300], [1700])
  })

  it('joins, and takes the call over', async () => {
    const { anna, agent: mei } = await clinic.talk('mei')
    const lin = await supervised(clinic, 'join')
    await mustHear(anna, [1300, 1700])
    await clinic.does('lin', { do: 'take-over' })
    await mei.until('ended')
    await hearEachOther([anna, 440], [lin, 1700])
    const { agentId } = await clinic.callIn('talking')
    assert.equal(agentId, clinic.ids.lin)
  })

  it('is in the audit log', async () => {
    const rows = await clinic.app.db('audit').where('action', 'like', 'call.%').pluck('action')
    assert.ok(rows.length >= 4, rows.join())
  })
})

/** lin takes part in the newest call, on her own phone. */
async function supervised(clinic: Clinic, mode: 'listen' | 'whisper' | 'join') {
  await clinic.does('lin', { do: 'supervise', mode })
  const lin = await clinic.phones.lin.rings()
  await lin.answer()
  await listenFor(lin, 800)
  return lin
}
