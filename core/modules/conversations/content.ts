import type { Content, Thread } from '../../plugin/index.ts'

const longestTitle = 300
const longestWords = 2000

/** The words that stand for it in a line; '' where it has none. */
export function titleOf(content: Content): string {
  if (content.type === 'choices') return content.head
  if (content.type === 'location') return content.label
  return content.type === 'unsupported' ? '' : content.title
}

function allWords(content: Content): string {
  const more = content.type === 'choices' ? content.items.map(({ text }) => text) : []
  const description = content.type === 'link' ? (content.description ?? '') : ''
  return [titleOf(content), ...more, description].filter(Boolean).join(' ')
}

/** All words of a message, as it is found by them. */
export function searchable({ text, data }: { text: string; data: { content?: Content } }): string {
  return data.content ? `${text} ${allWords(data.content)}` : text
}

/** The file of ours that is shown with it, or undefined. */
export function pictureOf(content: Content | undefined): string | undefined {
  return content?.type === 'link' || content?.type === 'card' ? content.picture : undefined
}

/** The files of a message but for the one that is shown with its content. */
export function besidePicture<F extends { uid: string }>(files: F[], content: Content | undefined): F[] {
  const picture = pictureOf(content)
  return files.filter(({ uid }) => uid !== picture)
}

/**
 * What came in as screens can show it: bounded, and with links that lead to the web alone. What cannot be shown so
 * becomes `unsupported`.
 */
export function presentable(content: Content): Content {
  if (content.type === 'link') return isWeb(content.url) ? boundedLink(content) : unsupported(content.title)
  if (content.type === 'card') return { ...content, title: cut(content.title) }
  if (content.type === 'location')
    return isPlace(content) ? { ...content, label: cut(content.label) } : unsupported(content.label)
  if (content.type === 'unsupported') return unsupported(content.name)
  return content
}

/** Where something public was said, as screens can show it. */
export function placeable({ url, title }: Thread): Thread {
  return { ...(url && isWeb(url) && { url }), ...(title && { title: cut(title) }) }
}

/** Does the address lead to a page of the web? */
export function isWeb(url: string): boolean {
  return url.length <= longestWords && /^https?:\/\//i.test(url) && URL.canParse(url)
}

function boundedLink(content: Content & { type: 'link' }): Content {
  const { description } = content
  return {
    ...content,
    title: cut(content.title),
    ...(description && { description: cut(description, longestWords) }),
  }
}

function isPlace({ latitude, longitude }: Content & { type: 'location' }) {
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
}

function unsupported(name: string): Content {
  return { type: 'unsupported', name: cut(name, 80) }
}

function cut(text: string, longest = longestTitle): string {
  return text.trim().slice(0, longest).toWellFormed()
}
