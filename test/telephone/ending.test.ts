import assert from 'node:assert/strict'
import { afterEach, it } from 'node:test'
import type { Call } from '../../core/modules/calls/index.ts'
import { until } from '../support/until.ts'
import { type Clinic, useClinic, words } from './support/clinic.ts'
import { listenFor, mustHear } from './support/line.ts'
import type { Call as PhoneCall } from './support/phones/index.ts'
import { describeTelephone } from './support/runtime.ts'

/** A customer who has come so far, and what becomes of the call when they hang up there. */
type Moment = { come: (clinic: Clinic) => Promise<PhoneCall>; outcome: Call['outcome'] }

const rings = async (clinic: Clinic, state: Call['state']) => {
  const anna = await clinic.rings()
  await clinic.callIn(state)
  return anna
}

const moments: Record<string, Moment> = {
  'the welcome': {
    outcome: 'abandoned',
    come: async (clinic) => {
      const anna = await clinic.rings()
      await until('the notice is heard', () => anna.media.ear.first(words.notice) !== undefined)
      return anna
    },
  },
  'a menu': {
    outcome: 'abandoned',
    come: async (clinic) => {
      const end = { to: 'end' } as const
      const menu = {
        name: '总机',
        prompt: { house: 'menu' },
        keys: [],
        seconds: 9,
        tries: 2,
        otherwise: end,
      } as const
      await clinic.flow({ start: { to: 'menu', menu: 'main' }, menus: { main: { ...menu, keys: [] } } })
      const anna = await clinic.rings()
      await until('the menu is heard', () => anna.media.ear.first(words.menu) !== undefined)
      return anna
    },
  },
  'the queue': { outcome: 'abandoned', come: (clinic) => rings(clinic, 'queued') },
  'an offer': {
    outcome: 'abandoned',
    come: async (clinic) => {
      const anna = await rings(clinic, 'queued')
      await clinic.is('mei', 'online')
      await clinic.phones.mei.rings()
      return anna
    },
  },
  'a talk': { outcome: 'answered', come: async (clinic) => (await clinic.talk('mei')).anna },
  hold: {
    outcome: 'answered',
    come: async (clinic) => {
      const { anna } = await clinic.talk('mei')
      await clinic.does('mei', { do: 'hold' })
      await mustHear(anna, [600])
      return anna
    },
  },
  'a consultation': {
    outcome: 'answered',
    come: async (clinic) => {
      const { anna, agent } = await clinic.talk('mei')
      await clinic.does('mei', { do: 'consult', to: { agentId: clinic.ids.hao } })
      await (await clinic.phones.hao.rings()).answer()
      await mustHear(agent, [880])
      return anna
    },
  },
  'a transfer that rings': {
    outcome: 'answered',
    come: async (clinic) => {
      const { anna } = await clinic.talk('mei')
      await clinic.does('mei', { do: 'transfer', to: { agentId: clinic.ids.hao } })
      await clinic.phones.hao.rings()
      return anna
    },
  },
  'a message': {
    outcome: 'voicemail',
    come: async (clinic) => {
      await clinic.flow({ start: { to: 'voicemail', teamId: clinic.teamId } })
      const anna = await rings(clinic, 'voicemail')
      await until('the tone is heard', () => anna.media.ear.first(words.beep) !== undefined)
      await until('it is recorded', async () => (await recordings(clinic)).length === 1)
      await listenFor(anna, 2500) // shorter ones are a receiver put down
      return anna
    },
  },
  'a whisper': {
    outcome: 'answered',
    come: async (clinic) => {
      const { anna, agent } = await clinic.talk('mei')
      await clinic.does('lin', { do: 'supervise', mode: 'whisper' })
      await clinic.phones.lin.rings()
      await mustHear(agent, [1700])
      return anna
    },
  },
}

async function recordings({ app, channelId }: Clinic): Promise<string[]> {
  return (await app.channels.open(channelId)?.voice?.snapshot())?.recordings ?? []
}

await describeTelephone('A customer who hangs up', () => {
  const clinic = useClinic()
  afterEach(() => clinic.flow({}))

  for (const [place, { come, outcome }] of Object.entries(moments))
    it(`in ${place} leaves nothing behind`, async () => {
      const anna = await come(clinic)
      await anna.hangUp()
      const { id, outcome: became, endedBy, endedAt } = await clinic.callIn('ended')
      assert.deepEqual([became, endedBy], [outcome, 'customer'])
      await until('nobody is on the line', async () =>
        /(^|\n)0 active channels/.test(await shown('channels')),
      )
      await until('no room is left', async () => !/stasis/.test(await shown('bridges')))
      const row = () => clinic.app.db('call').where({ id }).first()
      await until('it is over', async () => (await row()).live === null)
      assert.deepEqual([(await row()).ended_at, (await row()).outcome], [endedAt, outcome])
      const legs = await clinic.app.db('call_leg').where({ call_id: id }).pluck('ended_at')
      assert.equal(legs.includes(null), false)
      assert.deepEqual(await clinic.app.db('agent_line').whereIn('state', ['offered', 'talking']), [])
    })

  const shown = (what: 'channels' | 'bridges') =>
    clinic.exchange.console(what === 'channels' ? 'core show channels' : 'bridge show all')
})
