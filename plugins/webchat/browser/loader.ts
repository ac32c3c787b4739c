/** `/w.js`: sets up the one global, then loads the launcher when the page has nothing better to do. */
import { queue } from './shared/api.ts'

const LAUNCHER = '/p/webchat/assets/launcher.js'

function load(me: HTMLScriptElement) {
  const script = document.createElement('script')
  Object.assign(script.dataset, me.dataset)
  const host = me.src.split('/').slice(0, 3).join('/')
  script.async = true
  script.nonce = me.nonce
  script.src = trusted(host + LAUNCHER)
  document.head.append(script)
}

type Policies = { createPolicy: (name: string, rules: { createScriptURL: (url: string) => string }) => Policy }
type Policy = { createScriptURL: (url: string) => string }

/** Pages that enforce Trusted Types must allow the policy `qiantai`. */
function trusted(url: string): string {
  const policies = (window as { trustedTypes?: Policies }).trustedTypes
  if (!policies) return url
  return policies.createPolicy('qiantai', { createScriptURL: (given) => given }).createScriptURL(url)
}

function whenIdle(work: () => void) {
  const idle = () =>
    'requestIdleCallback' in window ? requestIdleCallback(work, { timeout: 1500 }) : setTimeout(work, 200)
  if (document.readyState === 'complete') idle()
  else addEventListener('load', idle, { once: true })
}

const me = document.currentScript
if (me instanceof HTMLScriptElement && me.dataset['site'] && queue()) whenIdle(() => load(me))
