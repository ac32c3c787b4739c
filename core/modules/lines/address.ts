import { createHmac } from 'node:crypto'
import type { App } from '../../module.ts'
import { same, type Vault } from '../../platform/crypto/index.ts'
import type { Sound } from '../../plugin/index.ts'
import type { SoundRef } from './flow.ts'
import { listSounds } from './store/sounds.ts'

const house = 'house-'

/**
 * Where an exchange fetches a sound, without a session and for as long as the sound exists. `origin` is where the
 * exchange reaches us; told of none, the house's own address. What is unknown sounds as a beep: a call goes on.
 */
export async function soundUrls(
  app: App,
  origin = app.config.publicUrl ?? app.address(),
): Promise<(ref: SoundRef) => Sound> {
  const sounds = await listSounds(app.db, { deleted: true })
  return (ref) => {
    const own = sounds.find((sound) =>
      'sound' in ref ? sound.id === ref.sound : sound.key === ref.house && !sound.deleted,
    )
    const uid = own?.uid ?? houseUid(ref)
    return uid === undefined ? { tone: 'beep' } : { url: `${origin}${soundPath(app.vault, uid)}` }
  }
}

/** The path of a sound with its signature. */
export function soundPath(vault: Vault, uid: string): string {
  return `/calls/sounds/${uid}.wav?s=${sign(vault, uid)}`
}

/** Was this address made by us? Takes as long for a wrong signature as for a right one. */
export function isSigned(vault: Vault, uid: string, signature: string): boolean {
  return same(sign(vault, uid), signature)
}

/** The key of a sound of the house by its uid, or undefined. */
export function houseKey(uid: string): string | undefined {
  return uid.startsWith(house) ? uid.slice(house.length) : undefined
}

function houseUid(ref: SoundRef): string | undefined {
  return 'house' in ref ? `${house}${ref.house}` : undefined
}

function sign(vault: Vault, uid: string): string {
  return createHmac('sha256', vault.derive('sounds')).update(uid).digest('base64url').slice(0, 24)
}
