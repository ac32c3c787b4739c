import { addressOf, type Http } from '../shared/http.ts'
import { trackPages, type PageReport } from '../shared/journey/tracker.ts'
import { openLine, whenBack } from '../shared/line.ts'
import { wait } from '../shared/link/carrier.ts'
import type { LinkState } from '../shared/link/link.ts'
import { untilDone } from '../shared/patience.ts'
import { createSession } from '../shared/session.ts'
import { uuid7 } from '../shared/uuid.ts'
import type { Config } from '../shared/wire.ts'
import type { Peer, PeerEvents } from './peer.ts'
import { makeTrip } from './trip.ts'

/** The panel as a page of its own: it holds the line and the token itself, and gets them however long it takes. */
export function standAlone(http: Http, config: Config, locale: () => string, on: PeerEvents): Peer {
  const { site } = config
  const session = createSession(http, site)
  const narrow = matchMedia('(max-width: 668px)')
  let state: LinkState = 'connecting'
  const { origin: host } = location
  const address = (path: string) => addressOf(host, path, { site, locale: locale() })
  const start = { host, site, locale, http, session, client: uuid7(), address }
  const line = openLine(start, {
    heard: (heard) => on.heard(heard, line.leads()),
    state: (next) => on.state((state = next)),
    held: () => [],
    changed: on.changed,
  })
  const renew = () =>
    session.open().then((other) => {
      if (!other) return
      line.restart()
      on.changed()
    })
  const patience = { wait, whenBack, failed: () => on.state('waiting') }

  function begin() {
    trackPages(site, track)
    line.start()
  }

  function track(report: PageReport, last: boolean) {
    if (session.isQuiet()) return
    if (!last && state === 'online') line.tell({ t: 'page', ...report })
    else http('pages', { token: session.token(), body: report, keepalive: last }).catch(() => {})
  }

  on.page({ url: location.href, title: document.title })
  on.shown({ open: true, phone: narrow.matches })
  return {
    http,
    ready: untilDone(session.open, patience)
      .then(() => makeTrip(http, site, session))
      .then(begin),
    token: session.token,
    visitor: session.visitor,
    renew,
    tell: line.tell,
    consented: (yes) => session.quiet(!yes),
    forget: () => {
      session.forget()
      void untilDone(renew, { ...patience, failed: () => {} })
    },
  }
}
