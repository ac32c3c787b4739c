import type { App, Viewer } from '../../../module.ts'
import { faultWords, wordsOf } from '../../../platform/i18n/index.ts'
import { agentNames } from '../../agents/index.ts'
import type { ChannelBrief } from '../../channels/index.ts'
import { codeIn, type Text, textAccount, textsById, textsToday } from '../../texting/index.ts'
import { isAlive, type SideLink, stateOf, wants } from '../link.ts'
import { linksOf } from '../store/links.ts'
import { codeOf } from '../token.ts'
import { mayBeCalled, numbersFor, type Way, waysFor } from '../ways.ts'

type About = { id: number; personId: number }
type Choices = { wants: string[]; way?: string }

const mostShown = 5

/** The sheet: the links there are, and the form of the next one with what was chosen in it and what was wrong. */
export async function sheetPage(
  app: App,
  viewer: Viewer,
  conversation: About,
  { chosen, faults = {} }: { chosen?: Choices; faults?: Record<string, string> } = {},
) {
  const ways = await waysFor(app, conversation)
  const picked = chosen?.way ?? ways[0]?.value
  const asked = chosen?.wants ?? ['photo']
  const account = await textAccount(app)
  const calls = await mayBeCalled(app)
  return {
    ...(await statePage(app, viewer, conversation)),
    wants: wants.map((want) => ({ want, isChosen: asked.includes(want) })),
    ways: ways.map((way) => wayView(way, picked)),
    numbers: account || calls ? await numbersFor(app, conversation) : [],
    calls,
    texts: account && { ...(await textsToday(app)), rehearsal: account.rehearsal },
    faults: faultWords(app, viewer.locale, faults),
  }
}

/** What of the sheet changes by itself: the newest links, those that are over only where nothing newer is alive. */
export async function statePage(app: App, viewer: Viewer, { id }: About) {
  const at = app.clock().toISOString()
  const all = await linksOf(app.db, id, mostShown)
  const alive = all.filter((link) => isAlive(link, at))
  const links = alive.length > 0 ? alive : all.slice(0, 1)
  const texts = await textsById(
    app.db,
    links.flatMap(({ textId }) => textId ?? []),
  )
  const names = await agentNames(app.db, [...new Set(links.map(({ agentId }) => agentId))])
  const code = await codeIn(app, id)
  return {
    conversation: id,
    links: links.map((link) => ({
      ...linkView(app, viewer, link, { at, text: texts.get(link.textId ?? 0) }),
      by: link.agentId === viewer.agentId ? undefined : names.get(link.agentId)?.name,
    })),
    code: code && { ...textView(app, viewer, code), isConfirmed: code.confirmedAt !== null },
  }
}

function wayView({ target, ...way }: Way, picked: string | undefined) {
  const channel: ChannelBrief | undefined = target?.channel
  return { ...way, isChosen: way.value === picked, ...(channel && { channel }) }
}

function linkView(app: App, viewer: Viewer, link: SideLink, { at, text }: { at: string; text?: Text }) {
  const alive = isAlive(link, at)
  const state = stateOf(link, at)
  return {
    id: link.id,
    via: link.via,
    wants: link.wants,
    received: link.received,
    state,
    alive,
    at: link.usedAt ?? link.openedAt ?? link.createdAt,
    ends: link.expiresAt,
    code: alive && link.via === 'code' && !link.openedAt ? spaced(codeOf(app.vault, link.uid)) : undefined,
    picture: alive && link.via === 'qr' && !link.openedAt,
    mayResend: alive && !link.usedAt && (link.via === 'sms' || link.via === 'message'),
    text: text && state === 'sent' ? textView(app, viewer, text) : undefined,
  }
}

function textView(app: App, viewer: Viewer, { state, reason, callId }: Text) {
  const isBad = state === 'failed' || state === 'unknown'
  return {
    state,
    isBad,
    called: callId !== null,
    reason: reason && isBad ? wordsOf(app, viewer.locale, reason) : undefined,
  }
}

function spaced(code: string): string {
  return `${code.slice(0, 3)} ${code.slice(3)}`
}
