import type { AuthCredentials } from '@hapi/hapi'
import type { App, Viewer } from '../module.ts'
import { createAgent, createOwner, createTeam, openSession, viewerFor } from '../modules/agents/index.ts'
import { transaction } from '../platform/db/index.ts'
import { password, staff, type StaffName, team } from './people.ts'

const peer = { ip: '127.0.0.1', userAgent: 'test', locale: 'zh-CN' as const }

/** Hires everybody, and answers what signs them in. */
export async function hire(app: App): Promise<(name: StaffName) => Promise<Viewer>> {
  const { lin, mei, hao, yun } = staff
  const owner = await createOwner(app, { ...lin, password })
  const ids: Record<StaffName, number> = {
    lin: owner,
    mei: await createAgent(app, { ...mei, password }),
    hao: await createAgent(app, { ...hao, password }),
    yun: await createAgent(app, { ...yun, password }),
  }
  await createTeam(app, await signIn(app, owner), { name: team, memberIds: [ids.mei, ids.hao] })
  return (name) => signIn(app, ids[name])
}

/** What `server.inject` takes to be called by this viewer. */
export function signedIn(viewer: Viewer): { strategy: string; credentials: AuthCredentials } {
  return { strategy: 'session', credentials: viewer as unknown as AuthCredentials }
}

async function signIn(app: App, agentId: number): Promise<Viewer> {
  const token = await transaction(app.db, (trx) => openSession(app, trx, agentId, peer))
  const viewer = await viewerFor(app, token, peer)
  if (!viewer) throw new Error(`agent ${agentId} cannot sign in`)
  return viewer
}
