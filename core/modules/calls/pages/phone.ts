import { DateTime } from 'luxon'
import type { App, Viewer } from '../../../module.ts'
import { durationText } from '../../../platform/http/index.ts'
import { earlier } from '../../../platform/time.ts'
import { type Extension, extensionOf } from '../../lines/index.ts'
import type { AgentLine } from '../agent-line.ts'
import { results } from '../result.ts'
import { agentLine } from '../store/agent-lines.ts'
import { findCalls } from '../store/history.ts'
import { lastInVain, type PhoneCall, phoneCall, sumsSince } from '../store/phone.ts'
import { callerView } from './caller.ts'
import { colleaguesFor } from './colleagues.ts'
import { until } from './duration.ts'
import { callLines } from './line.ts'
import { talkView } from './talk.ts'

/** What stands in the frame of the phone: the name of its partial in `views/agent/phone/`. */
export type PhoneShape = 'none' | 'idle' | 'offered' | 'calling' | 'talking' | 'wrapping'

const recentCalls = 6
/** Milliseconds. */
const shownFor = 5 * 60_000
const keypad = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#']

/** The viewer's phone as it is now. `trouble` is said on it, in words of the viewer's language. */
export async function phoneScreen(app: App, viewer: Viewer, trouble?: string) {
  const extension = await extensionOf(app.db, viewer.agentId)
  if (!extension) return { shape: 'none' as const, trouble, isParked: false }
  const line = await agentLine(app.db, viewer.agentId)
  const call = await callOf(app, line)
  const shape = shapeOf(line, call)
  return {
    shape,
    trouble,
    presence: viewer.presence,
    agentId: viewer.agentId,
    device: deviceOf(extension),
    ready: readyOf(viewer, extension),
    keypad,
    isParked: line.parked !== null,
    missed: viewer.presence === 'away' ? line.misses : 0,
    ...(shape === 'idle' || !call
      ? await idleView(app, viewer)
      : await busyView(app, viewer, { line, call, shape })),
  }
}

/** The call on the line; of an idle one a call that reached nobody, as long as nothing is written down of it. */
async function callOf({ db, clock }: App, { agentId, callId, state }: AgentLine) {
  const since = earlier(clock(), shownFor)
  const id = state === 'idle' ? await lastInVain(db, agentId, since) : callId
  return id === null || id === undefined ? undefined : phoneCall(db, id)
}

function shapeOf({ agentId, state }: AgentLine, call: PhoneCall | undefined): PhoneShape {
  if (!call) return 'idle'
  if (state === 'wrapping' || state === 'idle') return 'wrapping'
  if (isCalling(call, agentId)) return 'calling'
  return state === 'offered' ? 'offered' : 'talking'
}

/** They have dialled themselves, and the customer has not picked up yet. */
function isCalling({ live }: PhoneCall, agentId: number) {
  return live?.phase.in === 'dialling' && live.phase.agentId === agentId
}

function deviceOf({ number, device, auto, online }: Extension) {
  return { number, auto, isBrowser: device === 'browser', isOnline: online[device] }
}

/** Whether calls come. Labels: `calls.ready.<ready>`. */
function readyOf({ presence }: Viewer, { online, device }: Extension) {
  return online[device] ? presence : 'offline'
}

async function idleView(app: App, viewer: Viewer) {
  const today = DateTime.fromJSDate(app.clock()).startOf('day').toUTC().toISO() ?? ''
  const sums = await sumsSince(app.db, viewer.agentId, today)
  const recent = await findCalls(app.db, viewer, { agentId: viewer.agentId }, recentCalls)
  return {
    today: { ...sums, talk: durationText(sums.talkMs) },
    recent: await callLines(app, viewer, recent),
  }
}

type Busy = { line: AgentLine; call: PhoneCall; shape: PhoneShape }

async function busyView(app: App, viewer: Viewer, { line, call, shape }: Busy) {
  const { id, note, result } = call
  const base = { call: { id, note, result }, caller: await callerView(app, viewer, call) }
  if (shape === 'wrapping') return { ...base, wrap: wrapView(app, call, line) }
  const talk = await talkView(app, viewer, call)
  return { ...base, talk, ...(talk.mayHand && (await colleaguesFor(app, viewer))) }
}

function wrapView(app: App, { talkMs, outcome, answeredAt, direction, result }: PhoneCall, line: AgentLine) {
  const wrapUntil = line.state === 'wrapping' ? line.wrapUntil : null
  return {
    until: wrapUntil,
    left: wrapUntil && until(wrapUntil, app.clock()),
    talk: talkMs ? durationText(talkMs) : undefined,
    outcome,
    isTalked: answeredAt !== null,
    isOut: direction === 'out',
    results: results.map((each) => ({ result: each, isChosen: each === result })),
  }
}
