import type { App, Viewer } from '../../../module.ts'
import { NotFound } from '../../../errors.ts'
import { transaction } from '../../../platform/db/index.ts'
import { append } from '../../../platform/events/index.ts'
import {
  type Account,
  accountById,
  type AgentChange,
  type Locale,
  type Preferences,
  updateAgent,
} from '../store/agents.ts'

/** `locale` null follows the browser. */
export type Profile = { name: string; locale: Locale | null }
export type Picture = { name: string; data: Buffer }

/** The viewer's own account, for their own page. */
export async function ownAccount(app: App, viewer: Viewer): Promise<Account> {
  const account = await accountById(app.db, viewer.agentId)
  if (!account) throw new NotFound()
  return account
}

/** Changes the viewer's name and language, and their picture where there is a new one. Throws `Invalid` on a bad picture. */
export async function editProfile(
  app: App,
  viewer: Viewer,
  profile: Profile,
  picture?: Picture,
): Promise<void> {
  const file =
    picture && (await app.files.put({ owner: `agent:${viewer.agentId}`, ...picture, kinds: ['image'] }))
  await change(app, viewer, { ...profile, avatar: file?.uid })
  if (file && viewer.avatar) await app.files.remove(viewer.avatar)
}

/** Changes how the viewer wants to be told of things. */
export async function savePreferences(app: App, viewer: Viewer, preferences: Preferences): Promise<void> {
  await change(app, viewer, { preferences })
}

async function change(app: App, viewer: Viewer, agentChange: AgentChange) {
  const id = viewer.agentId
  await transaction(app.db, async (trx) => {
    await updateAgent(trx, id, agentChange)
    await append(trx, { topic: `agent:${id}`, type: 'agent.changed', ref: id }, app.clock().toISOString())
  })
}
