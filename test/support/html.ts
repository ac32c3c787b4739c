/** An opening tag as a browser would read it; `at` and `end` are where it stands in the text. */
export type Tag = { name: string; attributes: Map<string, string>; at: number; end: number }

const opening = /<([a-z][^\s/>]*)/giy
const attribute = /[\s/]*([^\s/>=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*)))?/gy
const rawText = new Set(['script', 'style', 'textarea', 'title', 'xmp', 'noscript', 'iframe'])

/** Every opening tag of a page, in order. What stands inside scripts, styles and other raw text is no tag. */
export function tagsOf(html: string): Tag[] {
  const tags: Tag[] = []
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at)) {
    if (html.startsWith('<!--', at)) at = after(html, '-->', at)
    else at = take(html, at, tags)
  }
  return tags
}

/** The elements with this tag name and class, as they are written, by their ids. */
export function elements(html: string, className: string): Map<string, string> {
  const found = tagsOf(html).filter(({ attributes }) => classesOf(attributes).includes(className))
  return new Map(found.map((tag) => [tag.attributes.get('id') ?? '', outer(html, tag)]))
}

/** The text between tags, with its entities read; spaces are drawn together. */
export function textOf(html: string): string {
  return unescape(html.replaceAll(/<[^>]*>/g, ' '))
    .replaceAll(/\s+/g, ' ')
    .trim()
}

function take(html: string, at: number, tags: Tag[]): number {
  opening.lastIndex = at
  const name = opening.exec(html)?.[1]?.toLowerCase()
  if (!name) return at + 1
  const { attributes, end } = attributesFrom(html, opening.lastIndex)
  tags.push({ name, attributes, at, end })
  return rawText.has(name) ? after(html, `</${name}`, end) : end
}

function attributesFrom(html: string, from: number) {
  const attributes = new Map<string, string>()
  let end = from
  for (;;) {
    attribute.lastIndex = end
    const [all, name, double, single, bare] = attribute.exec(html) ?? []
    if (all === undefined || name === undefined) return { attributes, end: after(html, '>', end) }
    attributes.set(name.toLowerCase(), unescape(double ?? single ?? bare ?? ''))
    end += all.length
  }
}

/** Up to the end tag that closes this one. */
function outer(html: string, { name, at, end }: Tag): string {
  const edges = new RegExp(`<(/?)${name}[\\s>]`, 'gi')
  edges.lastIndex = end
  let depth = 1
  for (let edge = edges.exec(html); edge; edge = edges.exec(html)) {
    depth += edge[1] ? -1 : 1
    if (depth === 0) return html.slice(at, after(html, '>', edge.index))
  }
  return html.slice(at)
}

function after(html: string, mark: string, from: number): number {
  const found = html.indexOf(mark, from)
  return found < 0 ? html.length : found + mark.length
}

function classesOf(attributes: Tag['attributes']): string[] {
  return (attributes.get('class') ?? '').split(/\s+/)
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function unescape(text: string): string {
  return text.replaceAll(/&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));/gi, (whole, hex, decimal, name) => {
    if (hex) return String.fromCodePoint(parseInt(hex, 16))
    return decimal ? String.fromCodePoint(Number(decimal)) : (entities[name] ?? whole)
  })
}
