import { Conflict, Invalid, NotFound } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import { randomToken } from '../../../platform/crypto/index.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { asTelephone } from '../../../platform/files/index.ts'
import { type Actor, audit } from '../../agents/index.ts'
import type { HouseSound } from '../house-sound.ts'
import type { OwnSound } from '../sound.ts'
import { findSound, insertSound, listSounds, updateSound } from '../store/sounds.ts'
import { soundUses } from './sound-uses.ts'

const longestSeconds = 300
const longestName = 80

/** The clinic's own sound by id. Throws NotFound where it is deleted or never was. */
export async function soundOf(db: Db, id: number): Promise<OwnSound> {
  const sound = await findSound(db, id)
  if (!sound || sound.deleted) throw new NotFound(`sound ${id}`)
  return sound
}

/**
 * Takes a sound in (WAV, at most five minutes) and answers it; with `key` it is heard in the place of that sound of
 * the house. Throws Invalid that names the field.
 */
export async function addSound(
  app: App,
  actor: Actor,
  { name, data, key }: { name: string; data: Buffer; key?: HouseSound },
): Promise<OwnSound> {
  const called = checkedName(name)
  const body = await keep(app, called, data)
  const createdAt = app.clock().toISOString()
  return transaction(app.db, async (trx) => {
    for (const before of await listSounds(trx))
      if (key && before.key === key) await updateSound(trx, before.id, { deleted: true })
    const sound = { ...body, uid: newUid(), key: key ?? null, name: called, createdAt }
    const id = await insertSound(trx, sound)
    await tell(app, trx, actor, 'sound.added', id, called)
    return { ...sound, id, deleted: false }
  })
}

/** Gives a sound another name. */
export async function renameSound(app: App, actor: Actor, id: number, name: string): Promise<void> {
  const called = checkedName(name)
  await transaction(app.db, async (trx) => {
    await soundOf(trx, id)
    await updateSound(trx, id, { name: called })
    await tell(app, trx, actor, 'sound.renamed', id, called)
  })
}

/** Puts another recording in its place: everything that says it says the new one from the next call on. */
export async function replaceSound(app: App, actor: Actor, id: number, data: Buffer): Promise<void> {
  const { name } = await soundOf(app.db, id)
  const body = await keep(app, name, data)
  await transaction(app.db, async (trx) => {
    await updateSound(trx, id, { ...body, uid: newUid() })
    await tell(app, trx, actor, 'sound.replaced', id, name)
  })
}

/** Takes a sound out. Throws Conflict while a menu or a queue says it. */
export async function removeSound(app: App, actor: Actor, id: number): Promise<void> {
  await transaction(app.db, async (trx) => {
    const { name } = await soundOf(trx, id)
    if ((await soundUses(trx)).some(({ ref }) => 'sound' in ref && ref.sound === id))
      throw new Conflict('lines.sounds.in-use')
    await updateSound(trx, id, { deleted: true })
    await tell(app, trx, actor, 'sound.removed', id, name)
  })
}

/** Takes that back. Throws Conflict where the clinic has another sound in that place by now. */
export async function restoreSound(app: App, actor: Actor, id: number): Promise<void> {
  await transaction(app.db, async (trx) => {
    const sound = await findSound(trx, id)
    if (!sound) throw new NotFound(`sound ${id}`)
    if (!sound.deleted) return
    const sameKey = (await listSounds(trx)).some(({ key }) => key !== null && key === sound.key)
    if (sameKey) throw new Conflict('lines.sounds.replaced-since')
    await updateSound(trx, id, { deleted: false })
    await tell(app, trx, actor, 'sound.restored', id, sound.name)
  })
}

function checkedName(text: string): string {
  const name = text.trim()
  if (name && name.length <= longestName) return name
  throw new Invalid([{ field: 'name', message: name ? 'errors.fault.long' : 'errors.fault.required' }])
}

/** Stores a recording as an exchange plays it. */
async function keep(app: App, name: string, data: Buffer): Promise<{ fileId: number; ms: number }> {
  const sound = asTelephone(data)
  if (!sound) throw new Invalid([{ field: 'file', message: 'lines.sounds.unreadable' }])
  if (sound.seconds > longestSeconds) throw new Invalid([{ field: 'file', message: 'lines.sounds.long' }])
  const file = { owner: 'sound', name: `${name}.wav`, data: sound.data, kinds: ['voice' as const] }
  return { fileId: (await app.files.put(file)).id, ms: Math.round(sound.seconds * 1000) }
}

function newUid(): string {
  return randomToken(16)
}

async function tell(app: App, trx: Db, actor: Actor, action: string, id: number, name: string) {
  await audit(trx, { ...actor, action, object: `sound:${id}`, detail: { name } }, app.clock().toISOString())
}
