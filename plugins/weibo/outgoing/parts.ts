import type { Content, Outgoing } from 'qiantai/plugin'
import { split } from './split.ts'

/** One message as Weibo takes it. */
export type Part =
  | { type: 'text'; data: { text: string } }
  | { type: 'position'; data: { longitude: string; latitude: string } }
  | { type: 'articles'; data: { articles: Article[] } }
export type Article = { display_name: string; summary: string; image: string; url: string }

/** Where Weibo, and then the customer, finds a file of ours by its uid; undefined where nobody outside can. */
export type Pictures = { title: string; addressOf: (uid: string) => string | undefined }

/** "Under 300" is what Weibo takes. */
export const longestText = 299

/** What is sent for a message, in this order; undefined where Weibo has no way to say it. */
export function partsOf(message: Outgoing, pictures: Pictures): Part[] | undefined {
  const { kind, content } = message
  if (kind === 'text') return texts(message.text)
  if (kind === 'image') return imagesOf(message, pictures)
  if (content?.type === 'link') return [...texts(message.text), ...linkOf(content, pictures)]
  if (content?.type === 'location') return [placeOf(content), ...texts(message.text)]
  return undefined
}

/** A message as words alone, as a comment takes it. */
export function wordsOf({ kind, text, content }: Outgoing): string | undefined {
  if (kind === 'text') return text.trim()
  if (content?.type === 'link') return [text, content.title, content.url].filter(Boolean).join(' ')
  return undefined
}

function texts(text: string): Part[] {
  return split(text, longestText).map((each) => ({ type: 'text', data: { text: each } }))
}

/** Weibo sends no pictures: an article shows one, and opens it when it is touched. */
function imagesOf({ text, files }: Outgoing, pictures: Pictures): Part[] | undefined {
  const addresses = files.flatMap(({ uid }) => pictures.addressOf(uid) ?? [])
  if (addresses.length < files.length) return undefined
  const articles = addresses.map((image) => articleOf({ title: pictures.title, image, url: image }))
  return [...texts(text), ...articles]
}

function linkOf(link: Extract<Content, { type: 'link' }>, pictures: Pictures): Part[] {
  const { title, description, url, picture } = link
  const image = picture && pictures.addressOf(picture)
  if (image) return [articleOf({ title, image, url, ...(description && { description }) })]
  return texts([title, description, url].filter(Boolean).join('\n'))
}

function articleOf(about: { title: string; description?: string; image: string; url: string }): Part {
  const { title, description = '', image, url } = about
  return { type: 'articles', data: { articles: [{ display_name: title, summary: description, image, url }] } }
}

function placeOf({ longitude, latitude }: Extract<Content, { type: 'location' }>): Part {
  return { type: 'position', data: { longitude: String(longitude), latitude: String(latitude) } }
}
