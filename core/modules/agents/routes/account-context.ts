import type { Request } from '@hapi/hapi'
import type { App } from '../../../module.ts'
import { viewerOf } from '../../../platform/http/index.ts'
import { ownAccount } from '../service/own.ts'
import { listSessions } from '../store/sessions.ts'
import { sessionViews } from './session-views.ts'

/** What the account page shows. */
export async function accountContext(app: App, request: Request) {
  const viewer = viewerOf(request)
  const account = await ownAccount(app, viewer)
  const sessions = await listSessions(app.db, app.clock().toISOString(), viewer.agentId)
  const { email, name, avatar, locale, preferences: shown } = account
  return {
    account: { email, name, avatar, locale, preferences: shown },
    twoFactor: account.totpSecret ? { codesLeft: account.recoveryCodes.length } : undefined,
    sessions: sessionViews(sessions, viewer.sessionId),
  }
}
