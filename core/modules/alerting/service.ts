import { NotFound } from '../../errors.ts'
import type { App } from '../../module.ts'
import { uuid7 } from '../../platform/crypto/index.ts'
import { type Db, transaction } from '../../platform/db/index.ts'
import type { Failure } from '../../platform/jobs/index.ts'
import { type Actor, audit } from '../agents/index.ts'
import { deliverSoon } from './delivering.ts'
import type { Destination, DestinationKind } from './destination.ts'
import type { DestinationForm } from './form.ts'
import { trialNote } from './note.ts'
import { send } from './sending.ts'
import { requeue } from './store/deliveries.ts'
import { findDestination, insertDestination, setRemoved, updateDestination } from './store/destinations.ts'

/** The destination by id. Throws NotFound. */
export async function destinationOf(app: App, id: number): Promise<Destination> {
  const destination = await findDestination(app.db, id)
  if (!destination) throw new NotFound(`destination ${id}`)
  return destination
}

/** Adds a destination, which hears of everything from now on that its filter lets through. Answers its id. */
export async function addDestination(
  app: App,
  actor: Actor,
  kind: DestinationKind,
  form: DestinationForm,
): Promise<number> {
  const at = app.clock().toISOString()
  return transaction(app.db, async (trx) => {
    const id = await insertDestination(trx, { kind, enabled: true, ...form }, at)
    await note(trx, actor, 'alerts.added', { id, name: form.name }, at)
    return id
  })
}

/** Changes a destination; what waits for it goes to the new address. */
export async function editDestination(
  app: App,
  actor: Actor,
  id: number,
  form: DestinationForm,
): Promise<void> {
  await change(app, actor, id, 'alerts.edited', (trx) => updateDestination(trx, id, form))
}

/** Switches a destination off, or on again. What waits for one that is off is given up. */
export async function enableDestination(app: App, actor: Actor, id: number, enabled: boolean): Promise<void> {
  const action = enabled ? 'alerts.enabled' : 'alerts.disabled'
  await change(app, actor, id, action, async (trx, at) => {
    await updateDestination(trx, id, { enabled })
    await deliverSoon(trx, id, at)
  })
}

/** Takes a destination out; its log stays. */
export async function removeDestination(app: App, actor: Actor, id: number): Promise<void> {
  await change(app, actor, id, 'alerts.removed', (trx) => setRemoved(trx, id, true))
}

/** Takes a removed destination in again, as it was. Throws NotFound. */
export async function restoreDestination(app: App, actor: Actor, id: number): Promise<void> {
  const removed = await findDestination(app.db, id, { removed: true })
  if (!removed) throw new NotFound(`destination ${id}`)
  const at = app.clock().toISOString()
  await transaction(app.db, async (trx) => {
    await setRemoved(trx, id, false)
    await note(trx, actor, 'alerts.restored', removed, at)
  })
}

/** Tells a destination something now; answers why it refused, or nothing where it took it. */
export async function tryDestination(app: App, id: number): Promise<Failure | undefined> {
  return send(app, await destinationOf(app, id), await trialNote(app, `trial_${uuid7()}`))
}

/** Tells again what failed. Throws NotFound where nothing did. */
export async function retryDelivery(app: App, id: number): Promise<void> {
  const at = app.clock().toISOString()
  await transaction(app.db, async (trx) => {
    const destinationId = await requeue(trx, id, at)
    if (destinationId === undefined) throw new NotFound(`failed delivery ${id}`)
    await deliverSoon(trx, destinationId, at)
  })
}

async function change(
  app: App,
  actor: Actor,
  id: number,
  action: string,
  work: (trx: Db, at: string) => Promise<unknown>,
) {
  const destination = await destinationOf(app, id)
  const at = app.clock().toISOString()
  await transaction(app.db, async (trx) => {
    await work(trx, at)
    await note(trx, actor, action, destination, at)
  })
}

async function note(
  trx: Db,
  actor: Actor,
  action: string,
  { id, name }: { id: number; name: string },
  at: string,
) {
  await audit(trx, { ...actor, action, object: `alerts:${id}`, detail: { name } }, at)
}
