import { h } from '../../shared/dom.ts'
import type { Message, WireFile } from '../../shared/wire.ts'
import { clockLabel, lengthLabel, sizeLabel } from '../text/day.ts'
import { fill } from '../words.ts'
import type { Upload } from '../model/state.ts'
import type { View } from './context.ts'
import { drawContent } from './content.ts'
import { icon, type IconName } from './icons.ts'
import type { Item } from './items.ts'
import { face, iconButton, rich } from './parts.ts'
import { drawPlayer } from './player.ts'
import { openPicture } from './sheets.ts'

type Of<K extends Item['kind']> = Extract<Item, { kind: K }>

export function drawMessage(view: View, item: Of<'message'>): HTMLElement {
  const { message } = item
  if (message.kind === 'event') return h('div', { class: 'event' }, message.text)
  const mine = message.from === 'customer'
  const foot =
    item.last &&
    h('div', { class: 'foot' }, clockLabel(message.at), item.showState && mine && state(view, message.state))
  return row(view, item, mine, mine ? undefined : authorOf(view, message), body(view, message), foot)
}

export function drawUnsent(view: View, item: Of<'unsent'>): HTMLElement {
  const { chat, words } = view
  const { unsent } = item
  const content = unsent.files.length
    ? files(view, unsent.files, unsent.duration)
    : [bubble(rich(unsent.text))]
  if (unsent.state !== 'failed')
    return row(view, item, true, undefined, content, h('div', { class: 'foot' }, state(view, unsent.state)))
  const retry = h('button', { type: 'button', onclick: () => chat.retry(unsent.uid) }, words.state.retry)
  const discard = h(
    'button',
    { type: 'button', onclick: () => chat.discard(unsent.uid) },
    words.state.discard,
  )
  const foot = failure(unsent.reason || words.state.failed, retry, discard)
  return row(view, item, true, undefined, content, foot)
}

export function drawUpload(view: View, item: Of<'upload'>): HTMLElement {
  const { chat, words } = view
  const { upload } = item
  const { uid, failed, preview, progress } = upload
  const percent = Math.round(progress * 100)
  const label = fill(words.file.uploading, { percent })
  const bar = !failed && h('progress', { max: 100, value: percent, 'aria-label': label })
  const cancel = iconButton('cross', words.file.cancel, () => chat.cancelUpload(uid), 'small')
  const kind = `bubble upload ${preview ? 'picture' : ''}`
  const box = h('div', { class: kind }, shape(upload), bar, cancel)
  if (!failed) return row(view, item, true, undefined, [box])
  const retry = { type: 'button', onclick: () => chat.retryUpload(uid) }
  const again = !failed.final && h('button', retry, words.file.retry)
  const foot = failure(failed.reason || words.file.failed, again)
  return row(view, item, true, undefined, [box], foot)
}

function failure(reason: string, ...buttons: (HTMLElement | false)[]): HTMLElement {
  const said = h('span', {}, reason, ...buttons)
  return h('div', { class: 'foot failed', role: 'alert' }, icon('alert', 14), said)
}

/** What is on its way, before the server has made a picture or a voice note of it. */
function shape({ preview, name: file, size, duration }: Upload): HTMLElement {
  if (preview) return h('img', { class: 'thumb', src: preview, alt: file })
  if (!duration) return h('span', { class: 'doc' }, icon('file', 22), name(file, size))
  return h('span', { class: 'doc' }, icon('mic'), h('span', { class: 'time' }, lengthLabel(duration)))
}

function row(
  view: View,
  item: Item,
  mine: boolean,
  author: { name: string; avatar?: string } | undefined,
  content: HTMLElement[],
  foot?: HTMLElement | false,
): HTMLElement {
  const kind = `row ${mine ? 'mine' : 'theirs'} ${item.first ? 'first' : ''} ${item.last ? 'last' : ''}`
  const who =
    author && item.first
      ? h('div', { class: 'name' }, author.name)
      : mine && h('span', { class: 'unseen' }, view.words.you)
  const picture = author && (item.last ? face(author) : h('span', { class: 'face none' }))
  return h('div', { class: kind }, picture, h('div', { class: 'column' }, who, ...content, foot))
}

function authorOf({ words, store }: View, message: Message) {
  if (message.author) return message.author
  const { name, avatar, logo } = store.get().config
  return message.from === 'bot' ? { name: words.bot, avatar } : { name, avatar: avatar ?? logo }
}

function body(view: View, message: Message): HTMLElement[] {
  if (message.content) return [drawContent(view, message.content)]
  const shown = message.text ? [bubble(rich(message.text))] : []
  const duration = message.kind === 'voice' ? message.files[0]?.duration : undefined
  return [...files(view, message.files, message.kind === 'voice' ? (duration ?? 0) : undefined), ...shown]
}

function files(view: View, list: WireFile[], duration?: number): HTMLElement[] {
  return list.map((file) => {
    if (duration !== undefined) return bubble(drawPlayer(view, file, duration))
    return file.mime.startsWith('image/') ? picture(view, file) : attachment(view, file)
  })
}

function picture(view: View, file: WireFile): HTMLElement {
  const image = h('img', { class: 'thumb', src: file.thumbnail ?? file.url, alt: '', loading: 'lazy' })
  if (file.width && file.height) {
    const scale = Math.min(1, 240 / file.width, 280 / file.height)
    image.width = Math.round(file.width * scale)
    image.height = Math.round(file.height * scale)
  }
  let renewed = false
  image.addEventListener('error', () => {
    if (!renewed) void view.chat.load().catch(() => {})
    renewed = true
  })
  const label = fill(view.words.file.view, { name: file.name })
  const open = {
    type: 'button',
    class: 'bubble picture',
    'aria-label': label,
    onclick: () => openPicture(view, file),
  }
  return h('button', open, image)
}

function attachment(view: View, file: WireFile): HTMLElement {
  const label = fill(view.words.file.download, { name: file.name })
  const link = h(
    'a',
    {
      class: 'bubble doc',
      href: file.url,
      target: '_blank',
      rel: 'noopener',
      download: file.name,
      'aria-label': label,
    },
    icon('file', 22),
    name(file.name, file.size),
    icon('load', 18),
  )
  link.addEventListener('click', (event) => {
    if (!/MicroMessenger/i.test(navigator.userAgent)) return
    event.preventDefault()
    view.toast(view.words.browser.wechat)
  })
  return link
}

function name(text: string, size: number): HTMLElement {
  return h('span', { class: 'named' }, h('b', {}, text), h('small', {}, sizeLabel(size)))
}

function bubble(content: HTMLElement): HTMLElement {
  return h('div', { class: 'bubble' }, content)
}

const MARKS: Record<string, IconName> = {
  waiting: 'clock',
  sending: 'clock',
  sent: 'tick',
  delivered: 'ticks',
  read: 'ticks',
}

function state({ words }: View, name: 'waiting' | 'sending' | 'sent' | 'delivered' | 'read'): HTMLElement {
  return h('span', { class: `state ${name}` }, icon(MARKS[name] ?? 'clock', 14), words.state[name])
}
