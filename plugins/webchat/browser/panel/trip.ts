import type { Http } from '../shared/http.ts'
import type { Session } from '../shared/session.ts'
import { session as shelf } from '../shared/storage.ts'

/** The chat does not wait longer than this, milliseconds. */
const patience = 3000

/**
 * In the browser of a provider that knows this person, the page goes there and comes back, once in a session of the
 * browser and before the chat starts, so that staff see one person. Resolves when the chat should start: at once in any
 * other browser, and whatever goes wrong.
 */
export async function makeTrip(http: Http, site: string, session: Session): Promise<void> {
  const key = `qiantai:${site}:trip`
  if (parent !== window || session.isQuiet() || shelf.get(key)) return
  shelf.set(key, '1')
  // Where nothing is kept, the page would go for ever.
  if (!shelf.get(key)) return
  await Promise.race([
    go(http, session.token()).catch(() => {}),
    new Promise((end) => setTimeout(end, patience)),
  ])
}

async function go(http: Http, token: string): Promise<void> {
  const body = { back: location.pathname + location.search }
  const answer = await http('trip', { token, body, credentials: 'same-origin' })
  const { url } = (answer ?? {}) as { url?: string }
  if (!url) return
  location.replace(url)
  await new Promise(() => {})
}
