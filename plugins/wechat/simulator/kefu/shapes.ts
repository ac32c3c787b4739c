import { bytes, listOf, recordOf, textOf } from '../api/reading.ts'
import { refuse } from '../api/refusal.ts'
import { image, required, type Shape, type Shapes, text, typed, video, voice } from '../custom/shapes.ts'

const file: Shape = (world, content) => ({
  file: { name: typed(world, textOf(content, 'media_id'), 'file').name },
})

const link: Shape = (world, content) => {
  const [title, url] = [within(content, 'title', 128, 45003), within(content, 'url', 2048, 40058)]
  if (bytes(textOf(content, 'desc')) > 512) throw refuse(45004)
  const thumb = typed(world, textOf(content, 'thumb_media_id'), 'image')
  return { card: { title, text: textOf(content, 'desc') || undefined, url }, pictures: [thumb.id] }
}

const miniProgram: Shape = (world, content) => {
  required(content, 'appid')
  const thumb = typed(world, textOf(content, 'thumb_media_id'), 'image')
  const card = { title: textOf(content, 'title'), url: required(content, 'pagepath') }
  if (bytes(card.title) > 64) throw refuse(45003)
  return { card, pictures: [thumb.id] }
}

const location: Shape = (_, content) => ({
  card: { title: textOf(content, 'name'), text: textOf(content, 'address') || undefined },
})

const acquisition: Shape = (_, content) => {
  const url = required(content, 'link_url')
  return { card: { title: url, url } }
}

/** A question; what can be touched are its `click` items, the others open something or are only words. */
const menu: Shape = (_, content) => {
  const items = listOf(content, 'list')
  if (items.length > 10) throw refuse(95008)
  const head = textOf(content, 'head_content')
  if (bytes(head) > 1024 || bytes(textOf(content, 'tail_content')) > 1024) throw refuse(45002)
  const read = items.map(readItem)
  const said = [head, ...read.flatMap((item) => item.text ?? []), textOf(content, 'tail_content')]
  if (said.every((part) => part === '') && items.length === 0) throw refuse(44004)
  const choices = read.flatMap((item) => item.choice ?? [])
  return { text: said.filter(Boolean).join('\n'), ...(choices.length > 0 && { choices }) }
}

type Item = { text?: string; choice?: { id: string; text: string } }

function readItem(item: unknown): Item {
  const type = textOf(item, 'type')
  const content = recordOf(item, type)
  if (type === 'click')
    return { choice: { id: within(content, 'id', 64), text: within(content, 'content', 128) } }
  if (type === 'text') return { text: within(content, 'content', 256) }
  if (type === 'view') return { text: `${within(content, 'content', 1024)} ${within(content, 'url', 2048)}` }
  if (type === 'miniprogram') return { text: within(content, 'content', 1024) }
  throw refuse(95009)
}

function within(content: unknown, name: string, most: number, code = 40058): string {
  const value = textOf(content, name)
  if (!value || bytes(value) > most) throw refuse(code, `hint: [${name}]`)
  return value
}

/** What customers can be sent. */
export const kefuShapes: Shapes = {
  text,
  image,
  voice,
  video,
  file,
  link,
  miniprogram: miniProgram,
  msgmenu: menu,
  location,
  ca_link: acquisition,
}

/** What may greet them. */
export const greetingShapes: Shapes = { text, msgmenu: menu }
