import type { Http, Refusal } from '../http.ts'
import type { News, Snapshot } from '../wire.ts'
import type { Carrier, CarrierEvents } from './carrier.ts'

/** Carries by long polls, for networks that let no socket through. */
export function carryByPoll(
  http: Http,
  token: string,
  cursor: string | undefined,
  events: CarrierEvents,
): Carrier {
  let closed = false
  void run().catch((refusal: Refusal) => {
    if (!closed) events.down(codeOf(refusal))
    closed = true
  })

  async function run() {
    let at = cursor ?? (await refresh())
    if (cursor && !closed) events.up()
    while (!closed) {
      const answer = (await http('news', { token, query: { cursor: at, wait: '25' } })) as Answer
      if (closed) return
      if (answer.reset) at = await refresh()
      else {
        at = answer.cursor
        if (answer.news.length) events.heard({ cursor: at, news: answer.news })
      }
    }
  }

  async function refresh(): Promise<string> {
    const page = (await http('messages', { token, query: { limit: '50' } })) as Snapshot & { cursor: string }
    if (closed) return page.cursor
    events.up()
    events.heard({ cursor: page.cursor, reset: page })
    return page.cursor
  }

  return {
    tell: (frame) => {
      const { t, ...body } = frame
      if (!closed) void http(t === 'page' ? 'pages' : t, { token, body }).catch(() => {})
      return !closed
    },
    check: () => {},
    close: () => void (closed = true),
  }
}

type Answer = { news: News[]; cursor: string; reset?: boolean }

/** The close code that the socket would have had. */
function codeOf(refusal: Refusal): number {
  if (refusal.code === 'bad_token') return 4001
  if (refusal.code === 'blocked') return 4003
  return refusal.code === 'slow_down' ? 4008 : 0
}
