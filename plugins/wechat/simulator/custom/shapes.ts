import { bytes, listOf, textOf } from '../api/reading.ts'
import { refuse } from '../api/refusal.ts'
import { findMedium } from '../media/routes.ts'
import type { Medium, MediumType } from '../media/store.ts'
import type { LineContent } from '../phone/lines.ts'
import { soundOf } from '../phone/media.ts'
import type { World } from '../world/world.ts'
import { readText } from './markup.ts'

type Content = Record<string, unknown>

/** Reads one type of message, `content` being what stands under its name; refuses what the platform would. */
export type Shape = (world: World, content: Content) => LineContent | Promise<LineContent>
export type Shapes = Record<string, Shape>

/** Text, in bytes at most. Links and answers to touch are read out of it. */
export const text: Shape = (_, content) => {
  const words = textOf(content, 'content')
  if (!words) throw refuse(44004)
  if (bytes(words) > 2048) throw refuse(45002)
  return readText(words)
}

/** A picture that was uploaded. */
export const image: Shape = (world, content) => ({
  pictures: [typed(world, textOf(content, 'media_id'), 'image').id],
})

/** A recording that was uploaded; the phone shows what a browser can play. */
export const voice: Shape = async (world, content) => ({
  sound: await soundOf(world, typed(world, textOf(content, 'media_id'), 'voice')),
})

/** A film that was uploaded. */
export const video: Shape = (world, content) => {
  const { name } = typed(world, textOf(content, 'media_id'), 'video')
  return { file: { name: textOf(content, 'title') || name } }
}

/** A song somewhere else, with a cover that was uploaded. */
export const music: Shape = (world, content) => ({
  card: card(content, 'musicurl'),
  pictures: [typed(world, textOf(content, 'thumb_media_id'), 'thumb').id],
})

/** One article, and never more. */
export const news: Shape = (_, content) => {
  const articles = listOf(content, 'articles')
  if (articles.length === 0) throw refuse(44003)
  if (articles.length > 1) throw refuse(45008)
  return { card: card(articles[0], 'url') }
}

/** An article that the account has published. */
export const article: Shape = (_, content) => ({ card: { title: required(content, 'article_id') } })
/** A coupon of the account's. */
export const coupon: Shape = (_, content) => ({ card: { title: required(content, 'card_id') } })

/** A card that opens a page. */
export const link: Shape = (_, content) => ({
  card: card({ ...content, title: required(content, 'title') }, 'url'),
})

/** A card that opens a mini program, with a cover that was uploaded. */
export const miniProgram: Shape = (world, content) => {
  required(content, 'title')
  const thumb = typed(world, textOf(content, 'thumb_media_id'), 'thumb', 'image')
  return { card: card(content, 'pagepath'), pictures: [thumb.id] }
}

/** A question with answers to touch. */
export const menu: Shape = (_, content) => {
  const choices = listOf(content, 'list').map((item) => ({
    id: required(item, 'id'),
    text: required(item, 'content'),
  }))
  if (choices.length === 0) throw refuse(44004)
  const words = [textOf(content, 'head_content'), textOf(content, 'tail_content')].filter(Boolean)
  return { text: words.join('\n'), choices }
}

/** A medium of one of these types. Refuses what is gone, and what is another. */
export function typed(world: World, id: string, ...types: MediumType[]): Medium {
  const medium = findMedium(world, id)
  if (!types.includes(medium.type)) throw refuse(40004)
  return medium
}

/** What must be there. */
export function required(content: unknown, name: string): string {
  const value = textOf(content, name)
  if (!value) throw refuse(47001, `hint: [${name}]`)
  return value
}

function card(content: unknown, address: string): NonNullable<LineContent['card']> {
  const [title, description] = [textOf(content, 'title'), textOf(content, 'description')]
  if (bytes(title) > 128) throw refuse(45003)
  if (bytes(description) > 512) throw refuse(45004)
  return { title, text: description || undefined, url: textOf(content, address) || undefined }
}
