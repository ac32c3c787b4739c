import { DateTime } from 'luxon'
import type { App } from '../../../module.ts'
import type { Content, Thread } from '../../../plugin/index.ts'
import type { Db } from '../../../platform/db/index.ts'
import { wordsOf } from '../../../platform/i18n/index.ts'
import { initialsOf } from '../../people/index.ts'
import type { CallCard, CallView } from '../calls/call-card.ts'
import { besidePicture, pictureOf } from '../content.ts'
import { type Direction, familyOf, isHouse, type MessageKind, type MessageState } from '../conversation.ts'
import { agentIdOf } from './customer.ts'
import { nameOf, type Names, readNames } from './message-names.ts'
import type { FileRow } from '../store/files.ts'
import type { Message } from '../store/rows.ts'

export type FileView = {
  uid: string
  name: string
  mime: string
  family: 'image' | 'audio' | 'video' | 'file'
  size: number
  width?: number
  height?: number
  duration?: number
  url: string
  thumbnailUrl: string
}

/**
 * A message as the one partial shows it everywhere. `day` is the UTC day; `event.key` a key of the locales; `picture` is
 * what stands beside the words of a link or a card.
 */
export type MessageView = {
  id: number
  uid: string
  seq: number
  direction: Direction
  mine: boolean
  author: { key: string; name: string; avatar?: string; initials: string }
  kind: MessageKind
  text: string
  files: FileView[]
  content?: Content
  call?: CallView
  picture?: FileView
  /** Anybody can read it. */
  public: boolean
  /** From a supervisor to the agent. */
  whisper: boolean
  /** A note of which nobody can tell about whom of two customers it was written. */
  unsure: boolean
  thread?: Thread
  state?: MessageState
  reason?: string
  at: string
  day: string
  event?: { key: string; values: Record<string, string | number> }
  mentions: { id: number; name: string }[]
}

/** Whose eyes: a locale, and an agent where it is one's own page (a live push is for everybody). */
export type Eyes = { locale: string; agentId?: number }

const details: Record<string, string[]> = {
  'happened.follow': ['entry'],
  'happened.scan': ['entry'],
  'happened.enter': ['entry', 'label'],
  'happened.choose': ['label'],
  'happened.subscribe': ['label'],
  'happened.refuse': ['label'],
}

/** These messages as a screen shows them, with the names, files and mentions read in a few queries. */
export async function messageViews(
  app: App,
  db: Db,
  eyes: Eyes,
  messages: Message[],
): Promise<MessageView[]> {
  const names = await readNames(app, db, eyes.locale, messages)
  return messages.map((message) => messageView(app, eyes, message, names))
}

function messageView(app: App, { locale, agentId }: Eyes, message: Message, names: Names): MessageView {
  const { id, uid, seq, direction, kind, text, state, reason, at, data } = message
  const files = names.files.get(id) ?? []
  const picture = files.find((file) => file.uid === pictureOf(data.content))
  return {
    id,
    uid,
    seq,
    direction,
    mine: agentId !== undefined && message.author === `agent:${agentId}`,
    author: authorOf(app, locale, message, names),
    kind,
    text,
    files: besidePicture(files, data.content).map((file) => fileView(file, data.duration)),
    ...(data.content && { content: data.content }),
    ...(data.call && { call: callView(data.call, names) }),
    ...(picture && { picture: fileView(picture) }),
    public: data.public === true,
    whisper: data.whisper === true,
    unsure: data.unsure === true,
    ...(data.thread && { thread: data.thread }),
    ...(state && { state }),
    ...(reason && { reason: wordsOf(app, locale, reason) }),
    at,
    day: DateTime.fromISO(at).toFormat('yyyy-MM-dd'),
    ...(data.event && { event: eventOf(app, locale, message, names) }),
    mentions: (names.mentions.get(id) ?? []).map((agent) => ({ id: agent, name: nameOf(names, agent) })),
  }
}

function authorOf(
  app: App,
  locale: string,
  { author, identityId }: Message,
  names: Names,
): MessageView['author'] {
  const agentId = agentIdOf(author)
  const agent = agentId === undefined ? undefined : names.agents.get(agentId)
  const customer = author.startsWith('identity:') ? names.customers.get(identityId ?? 0) : undefined
  const house = isHouse(author) ? 'events.automatic' : 'events.system'
  const name = agent?.name ?? customer?.name ?? app.i18n.t(locale, house)
  const avatar = agent?.avatar ?? customer?.avatar
  return { key: author, name, ...(avatar && { avatar }), initials: initialsOf(name) }
}

function callView(card: CallCard, names: Names): CallView {
  const { agentId, teamId } = card
  const team = teamId === undefined ? undefined : names.teams.get(teamId)
  return { ...card, ...(agentId !== undefined && { agent: nameOf(names, agentId) }), ...(team && { team }) }
}

/** Names as they are now; a time stays a time, for the page to write in the reader's zone. */
function eventOf(app: App, locale: string, { author, data }: Message, names: Names) {
  const { key, values } = data.event ?? { key: '', values: {} }
  const by = agentIdOf(author)
  return {
    key: `events.${key}${detailOf(key, values)}`,
    values: {
      ...values,
      by: by === undefined ? app.i18n.t(locale, 'events.system') : nameOf(names, by),
      ...('agent' in values && { agent: nameOf(names, Number(values['agent'])) }),
      ...('team' in values && { team: names.teams.get(Number(values['team'])) ?? '' }),
    },
  }
}

/** What a customer did is told with the entry point or the choice, where there was one. */
function detailOf(key: string, values: Record<string, string | number>): string {
  const detail = details[key]?.find((name) => values[name])
  return detail ? `-${detail}` : ''
}

function fileView({ uid, name, mime, size, width, height, ...file }: FileRow, told?: number): FileView {
  const duration = told ?? file.duration ?? undefined
  const url = `/files/${uid}`
  return {
    uid,
    name,
    mime,
    family: familyIn(mime),
    size,
    ...(width !== null && { width }),
    ...(height !== null && { height }),
    ...(duration !== undefined && { duration }),
    url,
    thumbnailUrl: file.thumbnail ? `${url}?size=thumbnail` : url,
  }
}

function familyIn(mime: string): FileView['family'] {
  const family = familyOf(mime)
  return family === 'voice' ? 'audio' : family
}
