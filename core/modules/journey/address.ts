const longest = 2000
const personal =
  /(token|secret|passwd|password|pwd|signature|session(_?id)?|jwt|openid|unionid|ticket)$|^(auth|authorization|sid|code|key|api[-_]?key|sign|otp|phone|mobile|tel|email|mail|id[-_]?card|name|user(name)?)$/i
const phone = /(?<!\d)1[3-9]\d{9}(?!\d)/

/** The address as a URL, or undefined where it is not http or https, or none at all. */
export function readUrl(text: string | undefined): URL | undefined {
  if (!text || text.length > 8 * longest || !URL.canParse(text)) return undefined
  const url = new URL(text)
  return /^https?:$/.test(url.protocol) ? url : undefined
}

/**
 * The address as we keep it: at most 2,000 characters, without credentials, without parameters that name or let in
 * a person, and of the fragment only the path that single-page sites put there. Undefined where `readUrl` has none.
 */
export function cleanUrl(text: string | undefined): string | undefined {
  const url = readUrl(text)
  if (!url) return undefined
  url.username = url.password = ''
  url.search = withoutPersonal(url.search)
  url.hash = url.hash.startsWith('#/') ? (url.hash.split('?', 1)[0] ?? '') : ''
  if (url.href.length > longest) url.search = url.hash = ''
  return url.href.slice(0, longest)
}

/**
 * The parameters of an address by name, decoded as UTF-8 or, where it is not valid or `ie` says so, as GBK: links of
 * Baidu and Sogou come in both. The first of a name counts.
 */
export function parametersOf(url: URL | undefined): Map<string, string> {
  const pairs = pairsOf(url?.search ?? '')
  const encoding = pairs.find(([name]) => name === 'ie')?.[1]
  const isGbk = /^(gbk|gb2312|gb18030)$/i.test(encoding ?? '')
  return new Map(pairs.reverse().map(([name, value]) => [decode(name, isGbk), decode(value, isGbk)]))
}

function withoutPersonal(search: string): string {
  const kept = pairsOf(search).filter(([name, value]) => {
    return !personal.test(decode(name, false)) && !phone.test(decode(value, false))
  })
  return kept.map(([name, value]) => (value === '' ? name : `${name}=${value}`)).join('&')
}

function pairsOf(search: string): [name: string, value: string][] {
  const parts = search.replace(/^\?/, '').split('&', 100).filter(Boolean)
  return parts.map((part) => {
    const [name = '', ...value] = part.split('=')
    return [name, value.join('=')]
  })
}

function decode(raw: string, isGbk: boolean): string {
  const bytes = bytesOf(raw)
  if (isGbk) return new TextDecoder('gbk').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gbk').decode(bytes)
  }
}

function bytesOf(raw: string): Buffer {
  const spaced = raw.replaceAll('+', ' ').toWellFormed()
  const pieces = spaced.split(/(%[0-9a-f]{2})/i).filter(Boolean)
  return Buffer.concat(
    pieces.map((piece) =>
      /^%[0-9a-f]{2}$/i.test(piece) ? Buffer.from(piece.slice(1), 'hex') : Buffer.from(piece),
    ),
  )
}
