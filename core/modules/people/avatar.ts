import type { App } from '../../module.ts'
import { transaction } from '../../platform/db/index.ts'
import { append } from '../../platform/events/index.ts'
import { personChanged } from './changed.ts'
import { avatarOf, putAvatar } from './store/profiles.ts'

/**
 * Takes in the picture that a provider has of a customer; the one before goes, and the same one again changes nothing.
 * Throws Invalid for what is no picture.
 */
export async function takeAvatar(
  app: App,
  identityId: number,
  picture: { name: string; data: Buffer },
): Promise<void> {
  const earlier = await avatarOf(app.db, identityId)
  const before = earlier === undefined ? undefined : await app.files.find(app.db, earlier)
  const file = await app.files.put({ ...picture, owner: `avatar:${identityId}`, kinds: ['image'] })
  if (before?.sha256 === file.sha256) return app.files.remove(file.uid)
  await transaction(app.db, async (trx) => {
    const personId = await putAvatar(trx, identityId, file.uid)
    await append(trx, personChanged(personId), app.clock().toISOString())
  })
  if (before) await app.files.remove(before.uid)
}
