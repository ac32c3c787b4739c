import type { App } from '../../module.ts'
import { type Db, transaction } from '../../platform/db/index.ts'
import { append } from '../../platform/events/index.ts'
import type { Handler } from '../../platform/jobs/index.ts'
import { findChannel, kindOf } from '../channels/index.ts'
import { hoursOf } from '../clinic/index.ts'
import { type Limits, limitsFor, type TimerKind, timerKinds, type TimerSettings } from './level.ts'
import { timerSettings } from './settings.ts'
import { isThere } from './store/holders.ts'
import { listLevels } from './store/levels.ts'
import { dropTimer, insertTimer, moveTimer, pauseTimer, runningTimers, stopTimer } from './store/timers.ts'
import { clocksAt, outcomeOf, type Timer, type Turn } from './timer.ts'
import { watch } from './watching.ts'

type Doing = { app: App; trx: Db; turn: Turn; settings: TimerSettings; limits: Limits }
/** A clock that runs, should run since a moment, or both. */
type Clock = { kind: TimerKind; timer?: Timer; since?: string }

/** The job that starts and stops the clocks of a conversation: one for each turn of it, in their order. */
export function turnJob(app: App): Handler<Turn> {
  return {
    run: (turn) =>
      transaction(app.db, async (trx) => {
        const settings = await timerSettings(trx)
        if (!settings.on || !(await isThere(trx, turn.conversationId))) return
        const doing = { app, trx, turn, settings, limits: await limitsAt(app, trx, turn, settings) }
        if (await turnClocks(doing)) await tell(trx, turn)
      }),
  }
}

/** Lets the clocks be as they should; answers whether another time is to be shown now. */
async function turnClocks(doing: Doing): Promise<boolean> {
  const { trx, turn } = doing
  const running = await runningTimers(trx, [turn.conversationId])
  const wanted = clocksAt(turn, running)
  let isChanged = false
  for (const kind of timerKinds) {
    const timer = running.find((each) => each.kind === kind)
    if (await keep(doing, { kind, timer, since: wanted.get(kind) })) isChanged = true
  }
  return isChanged
}

async function limitsAt(app: App, trx: Db, { teamId, channelId }: Turn, settings: TimerSettings) {
  const channel = await findChannel(trx, channelId)
  const kind = channel && kindOf(app.plugins, channel)
  const live = kind !== undefined && !kind.sends && !kind.speaks
  return limitsFor(await listLevels(trx), settings, { teamId, channelId, live })
}

async function keep(doing: Doing, { kind, timer, since }: Clock): Promise<boolean> {
  const { trx, turn } = doing
  if (timer && timer.startedAt === since) return carryOn(doing, timer)
  if (timer && since) await dropTimer(trx, timer.id)
  else if (timer) await stop(doing, timer)
  const isStarted = since !== undefined && !turn.resting && (await start(doing, kind, since))
  return isStarted || timer !== undefined
}

/** While the conversation is out of sight its clock stands still; else it has the limit of its group. */
async function carryOn(doing: Doing, timer: Timer): Promise<boolean> {
  const { trx, turn } = doing
  if (turn.resting && timer.pausedAt === null) return (await pauseTimer(trx, timer.id, turn.at), true)
  if (turn.resting) return false
  if (timer.pausedAt !== null) return (await goOn(doing, timer, timer.pausedAt), true)
  return timer.teamId !== turn.teamId && !timer.breachedAt ? move(doing, timer) : false
}

/** What was left when it began to stand still is left now; what was over then is over. */
async function goOn({ trx, turn }: Doing, { id, warnAt, dueAt }: Timer, pausedAt: string) {
  const { at, teamId } = turn
  const hours = await hoursOf({ db: trx }, turn)
  const moved = (moment: string) => {
    const left = hours.openSeconds(new Date(pausedAt), new Date(moment))
    return left > 0 ? (hours.addOpenSeconds(new Date(at), left)?.toISOString() ?? moment) : moment
  }
  const times = { warnAt: warnAt && moved(warnAt), dueAt: moved(dueAt) }
  const rested = Math.round((Date.parse(at) - Date.parse(pausedAt)) / 1000)
  await moveTimer(trx, id, { teamId, ...times, rested })
  const isWarned = times.warnAt !== null && times.warnAt <= at
  await watch(trx, { id, dueAt: times.dueAt, warnAt: isWarned ? null : times.warnAt }, at)
}

async function stop({ trx, turn }: Doing, { id, kind, pausedAt }: Timer) {
  const { at, agentId } = turn
  await stopTimer(trx, id, { at: pausedAt ?? at, agentId, outcome: outcomeOf(kind, turn) })
}

async function start(doing: Doing, kind: TimerKind, startedAt: string): Promise<boolean> {
  const { trx, turn, limits } = doing
  const times = await timesOf(doing, startedAt, limits[kind])
  if (!times) return false
  const { conversationId, teamId, channelId } = turn
  const id = await insertTimer(trx, { conversationId, kind, teamId, channelId, startedAt, ...times })
  await watch(trx, { id, ...times }, turn.at)
  return true
}

/** Another group may be quicker, or slower. A clock goes on without a limit where that group has none. */
async function move(doing: Doing, timer: Timer): Promise<boolean> {
  const { trx, turn, limits } = doing
  const times = await timesOf(doing, timer.startedAt, limits[timer.kind])
  if (!times) return false
  await moveTimer(trx, timer.id, { teamId: turn.teamId, ...times })
  await watch(trx, { id: timer.id, ...times }, turn.at)
  return true
}

/** When it warns and when it is due, counted in the hours of whoever is waited for; nothing where there is no limit. */
async function timesOf({ trx, turn, settings }: Doing, from: string, seconds: number) {
  if (seconds === 0) return undefined
  const hours = await hoursOf({ db: trx }, turn)
  const due = hours.addOpenSeconds(new Date(from), seconds)
  const share = settings.warnAt / 100
  const warn = share < 1 ? hours.addOpenSeconds(new Date(from), seconds * share) : undefined
  return due && { warnAt: warn?.toISOString() ?? null, dueAt: due.toISOString() }
}

async function tell(trx: Db, { conversationId: id, agentId, teamId, at }: Turn) {
  const fact = { topic: `conversation:${id}`, type: 'conversation.timed', ref: id, data: { agentId, teamId } }
  await append(trx, fact, at)
}
