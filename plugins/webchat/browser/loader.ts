/** `/w.js`: the one global, who visits and what they look at; then, when the page has time for it, the launcher. */
import { queue, type Api, type Inner } from './shared/api.ts'
import { addressOf, createHttp } from './shared/http.ts'
import { trackPages } from './shared/journey/tracker.ts'
import { launcherWordsOf } from './shared/launcher-words.ts'
import { createSession } from './shared/session.ts'
import { session as tab } from './shared/storage.ts'
import { uuid7 } from './shared/uuid.ts'
import type { Config } from './shared/wire.ts'

const LAUNCHER = '/p/webchat/assets/launcher.js'

function begin(me: HTMLScriptElement, site: string, api: Api) {
  const push = <K extends keyof Inner>(name: K, ...values: Inner[K]) => api.q?.push([name, ...values])
  const tracker = trackPages(site, (report, last) => push('page', report, last))
  whenIdle(() => {
    load(me)
    // A clinic's page must not notice that its chat is away.
    prepare(me, site).then(
      (ready) => push('start', { ...ready, step: tracker.step }),
      () => {},
    )
  })
}

async function prepare(me: HTMLScriptElement, site: string): Promise<Omit<Inner['start'][0], 'step'>> {
  const host = new URL(me.src).origin
  const wanted = me.dataset['lang'] || document.documentElement.lang || navigator.language
  let locale = /^en/i.test(wanted) ? 'en' : 'zh-CN'
  const http = createHttp(host, site, () => locale)
  const session = createSession(http, site)
  const [config] = await Promise.all([http('config') as Promise<Config>, session.open()])
  locale = config.locale
  const address = (path: string) => addressOf(host, path, { site, locale })
  const line = { host, site, locale: () => locale, http, session, client: uuid7(), address }
  return { ...line, config, nonce: me.nonce, tab, words: launcherWordsOf(locale) }
}

function load(me: HTMLScriptElement) {
  const script = document.createElement('script')
  script.async = true
  script.nonce = me.nonce
  script.src = trusted(new URL(LAUNCHER, me.src).href)
  document.head.append(script)
}

type Policies = { createPolicy: (name: string, rules: Policy) => Policy }
type Policy = { createScriptURL: (url: string) => string }

/** Pages that enforce Trusted Types must allow the policy `qiantai`. */
function trusted(url: string): string {
  const policies = (window as { trustedTypes?: Policies }).trustedTypes
  return policies
    ? policies.createPolicy('qiantai', { createScriptURL: (given) => given }).createScriptURL(url)
    : url
}

function whenIdle(work: () => void) {
  const idle = () =>
    'requestIdleCallback' in window ? requestIdleCallback(work, { timeout: 1500 }) : setTimeout(work, 200)
  if (document.readyState === 'complete') idle()
  else addEventListener('load', idle, { once: true })
}

const me = document.currentScript as HTMLScriptElement | null
const site = me?.dataset['site']
const api = site && queue()
if (me && site && api) begin(me, site, api)
