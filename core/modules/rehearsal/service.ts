import { Invalid, NotFound } from '../../errors.ts'
import type { App } from '../../module.ts'
import { transaction } from '../../platform/db/index.ts'
import { append } from '../../platform/events/index.ts'
import type { PhoneAction, SimulatedPhone } from '../../plugin/index.ts'
import type { Actor } from '../agents/index.ts'
import { addChannel, type Channel, channelOf, listChannels, removeChannel } from '../channels/index.ts'
import { erasePeople, filesOfPeople } from '../housekeeping/index.ts'
import { personChanged } from '../people/index.ts'
import { ageWindows, dropChannel, patientsOf } from './store.ts'

/** What has been done on a phone, and how far its time is ahead of ours, milliseconds. */
export type Trials = { tried: Set<PhoneAction['type']>; closed: boolean; ahead: number }

/** They go with the phone. */
const trials = new WeakMap<SimulatedPhone, Trials>()

/** Starts the rehearsal of a kind and answers its channel; one that runs already is gone on with. */
export async function startRehearsal(
  app: App,
  actor: Actor,
  { plugin, kind, locale }: { plugin: string; kind: string; locale: string },
): Promise<number> {
  const running = (await listChannels(app.db)).find(
    (channel) => channel.rehearsal && channel.plugin === plugin && channel.kind === kind,
  )
  if (running) return running.id
  const name = app.i18n.t(locale, `${plugin}:kind.${kind}.title`)
  return addChannel(app, actor, { plugin, kind, name, rehearsal: true })
}

/** The account of a rehearsal. Throws NotFound for any other. */
export async function rehearsalOf(app: App, id: number): Promise<Channel> {
  const channel = await channelOf(app, id)
  if (!channel.rehearsal) throw new NotFound(`rehearsal ${id}`)
  return channel
}

/** The patient's phone, and what has been done on it; undefined while the account is not open. */
export function phoneOf(app: App, id: number): { phone: SimulatedPhone; trials: Trials } | undefined {
  const phone = app.channels.simulator(id)?.phone
  if (!phone) return undefined
  const done = trials.get(phone) ?? { tried: new Set(), closed: false, ahead: 0 }
  trials.set(phone, done)
  return { phone, trials: done }
}

/** Does what the patient would do. Throws Invalid where the provider would not let them. */
export async function act(app: App, id: number, action: PhoneAction): Promise<void> {
  const open = phoneOf(app, id)
  if (!open) throw new Invalid('rehearsal.refused.closed')
  const { phone, trials } = open
  if (!phone.show().can.includes(action.type)) throw new Invalid('rehearsal.refused.now')
  await phone.act(action).catch((error: unknown) => refuse(error))
  trials.tried.add(action.type)
  if (action.type === 'pass') await pass(app, id, action.seconds, trials)
  trials.closed ||= action.type === 'pass' && phone.show().window === undefined
}

/** The clinic's side counts its windows by its own clock: they are brought nearer instead, before everybody's eyes. */
async function pass(app: App, id: number, seconds: number, trials: Trials) {
  trials.ahead += seconds * 1000
  await transaction(app.db, async (trx) => {
    const people = await ageWindows(trx, id, seconds)
    await append(trx, people.map(personChanged), app.clock().toISOString())
  })
}

/** What a simulator refuses is said with a translation key; anything else is a bug. */
function refuse(error: unknown): never {
  const isReason = error instanceof Error && /^[\w-]+:[\w.-]+$/.test(error.message)
  throw isReason ? new Invalid(error.message) : error
}

/**
 * Ends a rehearsal: the account goes, and everybody who is known from it alone, with all that was said. Who is also
 * known from elsewhere stays as they are; answers how many.
 */
export async function endRehearsal(app: App, actor: Actor, id: number): Promise<{ kept: number }> {
  await rehearsalOf(app, id)
  await removeChannel(app, actor, id)
  const { alone, kept } = await patientsOf(app.db, id)
  const files = await filesOfPeople(app.db, alone)
  await transaction(app.db, async (trx) => {
    await erasePeople(trx, alone, app.clock().toISOString())
    if (kept === 0) await dropChannel(trx, id)
  })
  for (const uid of files) await app.files.remove(uid)
  return { kept }
}
