/**
 * The one place that may turn text into HTML or script addresses (Trusted Types). Turbo parses our own server's answers
 * through the `default` policy; nothing else in the desk makes HTML from text, and our CSP runs no script in it that
 * lacks the page's nonce. Import this module before Turbo.
 */
type Sink = (text: string, type?: string, sink?: string) => string | null
type Policies = {
  createPolicy: (
    name: string,
    rules: Record<'createHTML' | 'createScript' | 'createScriptURL', Sink>,
  ) => unknown
}

const parsers = new Set(['DOMParser parseFromString', 'Element innerHTML', 'Range createContextualFragment'])

const rules = {
  createHTML: (html: string, _type?: string, sink?: string) => (!sink || parsers.has(sink) ? html : null),
  // A page that brings a bundle of its own makes Turbo write a script anew, which has an address and no text.
  createScript: (text: string) => (text === '' ? text : null),
  createScriptURL: (address: string) => (isOwnScript(address) ? address : null),
}

function isOwnScript(address: string): boolean {
  const url = new URL(address, location.href)
  return url.origin === location.origin && url.pathname.startsWith('/assets/')
}

const factory = (window as unknown as { trustedTypes?: Policies }).trustedTypes
factory?.createPolicy('qiantai', rules)
factory?.createPolicy('default', rules)
