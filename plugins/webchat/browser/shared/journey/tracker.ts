import { local, readJson } from '../storage.ts'
import { uuid7 } from '../uuid.ts'
import { startDwell, type Dwell } from './dwell.ts'
import { cut, visitOf } from './visit.ts'

export type PageReport = { visit: object; page: object }

export type Tracker = {
  /** Records a step that is no page: shown in the path under its name. */
  step: (name: string) => void
}

const BEAT = 30_000
const PAUSE = 300

/**
 * Tells which pages are looked at and for how long: at each page, every 30 s in view, and with `last` when the
 * visitor leaves. Follows a site that changes pages without loading them.
 */
export function trackPages(site: string, report: (page: PageReport, last: boolean) => void): Tracker {
  const key = `qiantai:${site}:visit`
  let visit = visitOf(readJson(local.get(key)), arrival(), Date.now(), uuid7)
  let uid = ''
  let url = ''
  let title = ''
  let dwell: Dwell
  let pending: ReturnType<typeof setTimeout> | undefined

  function look(name = document.title) {
    uid = uuid7()
    url = location.href
    title = name
    dwell = startDwell(Date.now, !document.hidden)
    tell(false)
  }

  function tell(last: boolean) {
    if (!/^https?:/.test(url)) return
    const page = { uid, url: cut(url), title: title.slice(0, 300), dwell: dwell.seconds() }
    report({ visit: currentVisit(), page }, last)
  }

  /** The visit goes on; after a long pause on one page it is another. */
  function currentVisit() {
    visit = visitOf(visit, { ...visit, landing: url, referrer: '' }, Date.now(), uuid7)
    local.set(key, JSON.stringify(visit))
    const { at: _at, ...told } = visit
    return told
  }

  function moved() {
    clearTimeout(pending)
    pending = setTimeout(() => {
      if (location.href === url) return
      tell(false)
      look()
    }, PAUSE)
  }

  function shown() {
    if (document.hidden) {
      dwell.hide()
      tell(true)
    } else dwell.show()
  }

  look()
  watchHistory(moved)
  setInterval(() => document.hidden || tell(false), BEAT)
  document.addEventListener('visibilitychange', shown)
  addEventListener('pagehide', () => (dwell.hide(), tell(true)))

  return {
    step: (name) => {
      tell(false)
      look(name)
    },
  }
}

function arrival() {
  return {
    landing: location.href,
    referrer: document.referrer,
    screen: `${screen.width}x${screen.height}`,
    language: navigator.language,
  }
}

/** Calls `moved` after every change of address that loads no page. */
function watchHistory(moved: () => void) {
  const { pushState, replaceState } = history
  const patch = (original: typeof history.pushState): typeof history.pushState =>
    function (this: History, ...change) {
      original.apply(this, change)
      moved()
    }
  history.pushState = patch(pushState)
  history.replaceState = patch(replaceState)
  addEventListener('popstate', moved)
  addEventListener('hashchange', moved)
}
