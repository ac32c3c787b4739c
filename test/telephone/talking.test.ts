import { it } from 'node:test'
import { until } from '../support/until.ts'
import { useClinic } from './support/clinic.ts'
import { hearEachOther, mustHear } from './support/line.ts'
import { describeTelephone } from './support/runtime.ts'

await describeTelephone('An agent in a call', () => {
  const clinic = useClinic()

  it('holds the customer, who hears music and nobody, and comes back', async () => {
    const { anna, agent: mei } = await clinic.talk('mei')
    await clinic.does('mei', { do: 'hold' })
    await clinic.callIn('held')
    await mustHear(anna, [600], [1300])
    await mustHear(mei, [], [440])
    await clinic.does('mei', { do: 'resume' })
    await clinic.callIn('talking')
    await hearEachOther([anna, 440], [mei, 1300])
  })

  it('is not heard while muted, and hears', async () => {
    const { anna, agent: mei } = await clinic.talk('mei')
    await clinic.does('mei', { do: 'mute', on: true })
    await mustHear(anna, [], [1300])
    await mustHear(mei, [440])
    await clinic.does('mei', { do: 'mute', on: false })
    await mustHear(anna, [1300])
  })

  it('hands the customer over, blind', async () => {
    const { anna, agent: mei } = await clinic.talk('mei')
    await clinic.does('mei', { do: 'transfer', to: { agentId: clinic.ids.hao } })
    await mei.until('ended')
    const hao = await clinic.phones.hao.rings()
    await hao.answer()
    await clinic.callIn('talking')
    await hearEachOther([anna, 440], [hao, 880])
  })

  it('asks a colleague first, while the customer waits, and then hands over', async () => {
    const { anna, agent: mei } = await clinic.talk('mei')
    await clinic.does('mei', { do: 'consult', to: { agentId: clinic.ids.hao } })
    const hao = await clinic.phones.hao.rings()
    await hao.answer()
    await mustHear(mei, [880], [440])
    await mustHear(anna, [], [880, 1300])
    await clinic.does('mei', { do: 'complete' })
    await mei.until('ended')
    await hearEachOther([anna, 440], [hao, 880])
  })

  it('talks with customer and doctor at once, and sends the doctor away', async () => {
    const { anna, agent: mei } = await clinic.talk('mei')
    await clinic.does('mei', { do: 'consult', to: { agentId: clinic.ids.lin } })
    const lin = await clinic.phones.lin.rings()
    await lin.answer()
    await mustHear(mei, [1700])
    await clinic.does('mei', { do: 'conference' })
    await clinic.callIn('talking')
    await mustHear(anna, [1300, 1700])
    await mustHear(mei, [440, 1700])
    await mustHear(lin, [440, 1300])
    await lin.hangUp()
    await mustHear(anna, [1300], [1700])
  })

  it('sends keys to the other end', async () => {
    const { anna } = await clinic.talk('mei')
    await clinic.does('mei', { do: 'press', keys: '12#' })
    await until('the customer has the keys', () => anna.media.keys() === '12#')
  })
})
