import { Conflict, Invalid, NotFound } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import { randomToken } from '../../../platform/crypto/index.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { append } from '../../../platform/events/index.ts'
import { type Actor, audit } from '../../agents/index.ts'
import { type Device, type Extension, phoneSecret } from '../extension.ts'
import {
  findExtension,
  insertExtension,
  isTaken,
  listExtensions,
  type SealedExtension,
  updateExtension,
} from '../store/extensions.ts'
import { phoneChanged, pushPhones } from './phones.ts'

const secretBytes = 18

/** The extension by id. Throws NotFound where it is deleted or never was. */
export async function livingExtension(db: Db, id: number): Promise<SealedExtension> {
  const extension = await findExtension(db, id)
  if (!extension || extension.deleted) throw new NotFound(`extension ${id}`)
  return extension
}

/**
 * Gives agents phones on an exchange, with numbers from `first` on that are free; who has one there keeps it. Answers how
 * many are new. Throws Invalid where the numbers run out of their length.
 */
export async function addExtensions(
  app: App,
  actor: Actor,
  {
    channelId,
    agentIds,
    first,
    device,
  }: { channelId: number; agentIds: number[]; first: string; device: Device },
): Promise<number> {
  const createdAt = app.clock().toISOString()
  return transaction(app.db, async (trx) => {
    const there = (await listExtensions(trx)).filter((each) => each.channelId === channelId)
    const waiting = agentIds.filter((id) => !there.some(({ agentId }) => agentId === id))
    const numbers = freeNumbers(first, waiting.length, new Set(there.map(({ number }) => number)))
    for (const [at, agentId] of waiting.entries()) {
      const secret = app.vault.seal(randomToken(secretBytes))
      const number = numbers[at] ?? ''
      const id = await insertExtension(trx, {
        channelId,
        agentId,
        number,
        secret,
        device,
        auto: false,
        createdAt,
      })
      if (id !== undefined) await tell(app, trx, actor, 'extension.added', { id, agentId, number })
    }
    if (waiting.length > 0) await pushPhones(trx, channelId, createdAt)
    return waiting.length
  })
}

/** Changes number, device and automatic answer. Throws Invalid where the number is another's. */
export async function editExtension(
  app: App,
  actor: Actor,
  id: number,
  change: Pick<Extension, 'number' | 'device' | 'auto'>,
): Promise<void> {
  await transaction(app.db, async (trx) => {
    const extension = await livingExtension(trx, id)
    if (await isTaken(trx, { ...extension, ...change }))
      throw new Invalid([{ field: 'number', message: 'lines.phones.twice' }])
    await updateExtension(trx, id, change)
    await changed(app, trx, actor, 'extension.edited', { ...extension, ...change })
  })
}

/** Takes a phone away: the exchange forgets it at once. */
export async function removeExtension(app: App, actor: Actor, id: number): Promise<void> {
  await transaction(app.db, async (trx) => {
    const extension = await livingExtension(trx, id)
    await updateExtension(trx, id, { deleted: true })
    await changed(app, trx, actor, 'extension.removed', extension)
  })
}

/** Takes that back, with the same secret. Throws Conflict where the number or the agent has another phone by now. */
export async function restoreExtension(app: App, actor: Actor, id: number): Promise<void> {
  await transaction(app.db, async (trx) => {
    const extension = await findExtension(trx, id)
    if (!extension) throw new NotFound(`extension ${id}`)
    if (!extension.deleted) return
    if (await isTaken(trx, extension)) throw new Conflict('lines.phones.taken')
    await updateExtension(trx, id, { deleted: false })
    await changed(app, trx, actor, 'extension.restored', extension)
  })
}

/** The password for a desk phone; that somebody looked is in the log. `renew` makes another, and the old one ends. */
export async function revealSecret(
  app: App,
  actor: Actor,
  id: number,
  { renew }: { renew: boolean },
): Promise<string> {
  return transaction(app.db, async (trx) => {
    const extension = await livingExtension(trx, id)
    const secret = renew ? randomToken(secretBytes) : app.vault.open(extension.secret)
    if (!renew) await tell(app, trx, actor, 'extension.secret-shown', extension)
    else {
      await updateExtension(trx, id, { secret: app.vault.seal(secret) })
      await changed(app, trx, actor, 'extension.secret-renewed', extension)
    }
    return phoneSecret(secret, 'desk')
  })
}

/** The next numbers that are free, as long as the first. */
function freeNumbers(first: string, count: number, taken: Set<string>): string[] {
  const free: string[] = []
  for (let number = Number(first); free.length < count; number++) {
    const text = String(number).padStart(first.length, '0')
    if (text.length > first.length) throw new Invalid([{ field: 'first', message: 'lines.phones.full' }])
    if (!taken.has(text)) free.push(text)
  }
  return free
}

/** Something that the exchange has to know. */
async function changed(app: App, trx: Db, actor: Actor, action: string, extension: Extension) {
  await pushPhones(trx, extension.channelId, app.clock().toISOString())
  await tell(app, trx, actor, action, extension)
}

async function tell(
  app: App,
  trx: Db,
  actor: Actor,
  action: string,
  { id, agentId, number }: Pick<Extension, 'id' | 'agentId' | 'number'>,
) {
  const at = app.clock().toISOString()
  await append(trx, phoneChanged(agentId), at)
  const detail = { agent: `agent:${agentId}`, number }
  await audit(trx, { ...actor, action, object: `extension:${id}`, detail }, at)
}
