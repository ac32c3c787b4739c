import type { Content, Incoming } from 'qiantai/plugin'
import type { Said } from '../inbound/message.ts'
import { entryOf, numberOf, type Tree, textOf, treeOf } from '../tree.ts'

/** What a customer said, by an item of `sync_msg`; what nobody knows how to show is told as such. */
export function saidIn(item: Tree): Said {
  const type = textOf(item, 'msgtype')
  const part = treeOf(item, type)
  const { content, text } = wordsIn(type, part)
  const file = entryOf(files, type)
  const message: Incoming = {
    who: textOf(item, 'external_userid'),
    externalId: textOf(item, 'msgid'),
    at: sentAt(item),
    ...(text && { text }),
    ...(content && { content }),
  }
  return { type, message, ...(file && { attached: { name: file, mediaId: textOf(part, 'media_id') } }) }
}

/** When it was sent, milliseconds. */
export function sentAt(item: Tree): number {
  return numberOf(item, 'send_time') * 1000
}

const files: Record<string, string> = {
  image: 'picture.jpg',
  voice: 'voice.amr',
  video: 'video.mp4',
  file: 'file',
}

const readers: Record<string, (part: Tree) => Content> = {
  location: (part) => ({
    type: 'location',
    latitude: numberOf(part, 'latitude'),
    longitude: numberOf(part, 'longitude'),
    label: [textOf(part, 'name'), textOf(part, 'address')].filter(Boolean).join(' '),
  }),
  link: (part) => ({
    type: 'link',
    title: textOf(part, 'title'),
    description: textOf(part, 'desc'),
    url: textOf(part, 'url'),
  }),
  miniprogram: (part) => ({
    type: 'card',
    title: textOf(part, 'title'),
    app: textOf(part, 'appid'),
    page: textOf(part, 'pagepath'),
  }),
}

function wordsIn(type: string, part: Tree): { text?: string; content?: Content } {
  if (type === 'text') return { text: textOf(part, 'content') }
  if (Object.hasOwn(files, type)) return {}
  return { content: entryOf(readers, type)?.(part) ?? { type: 'unsupported', name: type } }
}
