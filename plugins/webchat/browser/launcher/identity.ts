import type { Http, Refusal } from '../shared/http.ts'
import type { Session } from '../shared/session.ts'

/**
 * Tells who the visitor is; what the server refuses is dropped. What needs consent first waits for it; a proof of
 * another person begins anew.
 */
export function createIdentity(http: Http, session: Session, strangers: () => Promise<unknown>) {
  let waiting: object | undefined

  async function identify(profile: object, again = true): Promise<void> {
    waiting = undefined
    try {
      await http('profile', { token: session.token(), body: profile })
    } catch (error) {
      const { code } = error as Refusal
      if (code === 'consent_needed') waiting = profile
      if (code !== 'other_person' || !again) return
      session.forget()
      await strangers()
      await identify(profile, false)
    }
  }

  function consented(yes: boolean) {
    session.quiet(!yes)
    if (yes && waiting) void identify(waiting)
  }

  return { identify, consented }
}
