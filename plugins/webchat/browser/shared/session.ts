import type { Http } from './http.ts'
import { cookies, local } from './storage.ts'

/** Who this browser is to the clinic. */
export type Session = {
  token: () => string
  visitor: () => string
  /** Gets or refreshes the token. Resolves to whether the visitor is another one than before. */
  open: () => Promise<boolean>
  /** The next visitor will be a stranger. */
  forget: () => void
  /** Consent was taken back: no pages are told, in any tab, until it is given anew. */
  isQuiet: () => boolean
  quiet: (on: boolean) => void
}

/** Keeps the visitor's token in the storage of the page and, as a second place, in a cookie of its own. */
export function createSession(http: Http, site: string): Session {
  const key = `qiantai:${site}`
  const name = `qiantai_${site}`
  let token = local.get(key) ?? cookies.get(name) ?? ''
  let visitor = ''
  let opening: Promise<boolean> | undefined

  async function open() {
    token = local.get(key) ?? token
    const answer = (await http('session', { body: token ? { token } : {} })) as {
      token: string
      visitor: string
    }
    const changed = visitor !== '' && visitor !== answer.visitor
    visitor = answer.visitor
    keep((token = answer.token))
    return changed
  }

  function keep(value: string | null) {
    local.set(key, value)
    cookies.set(name, value)
  }

  const quiet = (on: boolean) => local.set(key + ':quiet', on ? '1' : null)

  return {
    token: () => token,
    visitor: () => visitor,
    open: () => (opening ??= open().finally(() => (opening = undefined))),
    forget: () => {
      token = ''
      keep(null)
      quiet(false)
    },
    isQuiet: () => !!local.get(key + ':quiet'),
    quiet,
  }
}
