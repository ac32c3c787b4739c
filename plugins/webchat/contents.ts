import type { Content } from 'qiantai/plugin'
import { fileLink } from './links.ts'
import type { Reader } from './messages.ts'

/** The same in plain words with its address, for a client that draws text alone. */
export function wordsOf(content: Content): string {
  if (content.type === 'link') return lines(content.title, content.description, content.url)
  if (content.type === 'choices')
    return lines(content.head, ...content.items.map(({ text }) => `· ${text}`), content.tail)
  if (content.type === 'location') return content.label
  return content.type === 'unsupported' ? '' : content.title
}

/** What clients may draw better than its words, the picture as an address that is good for this visitor. */
export function contentView({ host, site, who }: Reader, content: Content): object | undefined {
  if (content.type === 'choices') return content
  if (content.type !== 'link') return undefined
  const { picture: uid, ...link } = content
  return { ...link, ...(uid && { picture: fileLink(host, { site, who, uid, size: 'thumbnail' }) }) }
}

function lines(...parts: (string | undefined)[]): string {
  return parts.filter(Boolean).join('\n')
}
