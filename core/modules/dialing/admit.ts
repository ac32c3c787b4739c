import { DateTime } from 'luxon'
import type { App } from '../../module.ts'
import { type Db, lockName } from '../../platform/db/index.ts'
import { earlier } from '../../platform/time.ts'
import { type Clinic, clinicOf, hoursOf, type Timetable } from '../clinic/index.ts'
import { areaOf, type Line, listLines } from '../lines/index.ts'
import { areaOfMobile } from './prefixes.ts'
import { markOf } from './refusals/mark.ts'
import { Refused } from './refused.ts'
import { type Cap, day, fiveMinutes, freeAt, week } from './rules/caps.ts'
import { chooseLine, usable, type Use } from './rules/choice.ts'
import { type Kind, ringsAt } from './rules/hours.ts'
import { hard, type Policy } from './rules/policy.ts'
import { isKeptFrom } from './rules/region.ts'
import { policyOf } from './settings.ts'
import { holding } from './store/refusals.ts'
import { callTimes, countPlaced, isAskedFor, usesOf } from './store/traces.ts'
import { insistOnTelephone } from './telephone.ts'

/** A call that somebody, or a campaign (`robot`), wants to place; `code` says one that proves the number. `at` is now, ISO 8601 UTC. */
export type CallRequest = {
  /** As it was typed, or E.164. */
  number: string
  personId?: number
  agentId?: number
  purpose: 'agent' | 'callback' | 'robot' | 'code'
  /** This line and no other. */
  lineId?: number
  /** Lines of this exchange alone: the one that rings the agent's phone. */
  channelId?: number
  /** The call's own row, where the gate is asked again right before the number is dialled: it counts not against itself. */
  callId?: number
  at: string
}

/** The line whose number is shown, and the number to dial, in E.164. `asked`: the customer wants to be called. */
export type Admitted = Line & { callee: string; asked: boolean }

type Ask = CallRequest & { policy: Policy; clinic: Clinic; hours: Timetable; kind: Kind; lines: Line[] }

const unused: Use = { now: 0, today: 0 }

/**
 * The one gate before every outgoing call. Whoever passes places the call in the same transaction: of two that ask for
 * the same number, agent or line, in any process, the second sees the first. Throws Refused, which says why, what can be done
 * and when to try again.
 */
export async function admit(trx: Db, app: App, request: CallRequest): Promise<Admitted> {
  const [policy, clinic, lines] = [await policyOf(trx), await clinicOf(trx), await listLines(trx)]
  const hours = await hoursOf({ db: trx })
  const callee = insistOnTelephone(request.number, policy, lines)
  await lockName(trx, `dial ${callee}`)
  const area = areaOf(callee) || (await areaOfMobile(app.config.data, callee))
  if (isKeptFrom(area, policy)) throw new Refused('region', { area })
  const asked = await isAsked(trx, request, callee, policy)
  const kind = request.purpose === 'robot' ? 'campaign' : asked ? 'asked' : 'agent'
  const ask = { ...request, number: callee, policy, clinic, hours, kind, lines } satisfies Ask
  await insistOnConsent(trx, app, ask)
  insistOnHours(ask)
  await insistOnPatience(trx, ask)
  await insistOnMeasure(trx, ask)
  return { ...(await lineFor(trx, ask, area)), callee, asked }
}

async function isAsked(trx: Db, { personId, at }: CallRequest, number: string, { contactMinutes }: Policy) {
  return isAskedFor(trx, { number, personId, since: earlier(at, contactMinutes * 60_000) })
}

/** Who does not want to be called is not called, whatever is owed to them: an admin may lift it when they ask for it. */
async function insistOnConsent(trx: Db, { vault }: App, { number, personId, at, clinic }: Ask) {
  const { hash } = markOf(vault, number)
  const people = personId === undefined ? [] : [personId]
  const [refusal] = await holding(trx, { hashes: [hash], people, by: ['call', 'all'] }, at)
  if (!refusal) return
  const since = whenIn(clinic, refusal.since, at)
  throw new Refused('do-not-contact', { since }, refusal.until ?? undefined)
}

function insistOnHours({ kind, policy, clinic, hours: { on: opening, timezone }, at }: Ask) {
  const times = { hours: policy.hours, opening, timezone }
  const next = ringsAt(kind, times, new Date(at))?.toISOString()
  if (next === at) return
  if (!next) throw new Refused('never')
  const hours = (kind === 'campaign' ? policy.hours : hard.hours).map((span) => span.join('–')).join(', ')
  throw new Refused('hours', { hours, again: whenIn(clinic, next, at) }, next)
}

async function insistOnPatience(trx: Db, { number, kind, policy, callId, clinic, at }: Ask) {
  const times = await callTimes(trx, number, { since: earlier(at, week), except: callId })
  const limits: Cap[] = [
    { most: hard.perDay, within: day },
    { most: hard.perFiveMinutes, within: fiveMinutes },
  ]
  const own: Cap[] = [
    { most: policy.perDay, within: day },
    { most: policy.perWeek, within: week },
  ]
  const next = freeAt(times, kind === 'asked' ? limits : [...limits, ...own], at)
  if (next === at) return
  const today = times.filter((time) => time > earlier(at, day)).length
  throw new Refused('too-often', { today, week: times.length, again: whenIn(clinic, next, at) }, next)
}

async function insistOnMeasure(trx: Db, { agentId, policy, callId, clinic, at }: Ask) {
  if (agentId === undefined || policy.perAgent === 0) return
  await lockName(trx, `dial agent ${agentId}`)
  const today = DateTime.fromISO(at, { zone: clinic.timezone }).startOf('day')
  const since = today.toJSDate().toISOString()
  if ((await countPlaced(trx, agentId, { since, except: callId })) < policy.perAgent) return
  const next = today.plus({ days: 1 }).toJSDate().toISOString()
  throw new Refused('agent-limit', { most: policy.perAgent }, next)
}

async function lineFor(trx: Db, { lines, lineId, channelId, callId, at }: Ask, area: string): Promise<Line> {
  const wanted = { area, lineId, channelId }
  const candidates = usable(lines, wanted, at)
  if (candidates.length === 0) throw new Refused(lineId === undefined ? 'no-line' : 'line-rests')
  await lockName(trx, 'dial lines')
  const uses = await usesOf(trx, { since: earlier(at, day), except: callId })
  const line = chooseLine(candidates, wanted, ({ id }) => uses.get(id) ?? unused)
  if (!line) throw new Refused('busy')
  return line
}

/** In numbers that every language reads: `14:00` today, else `11-23 09:00`. */
function whenIn({ timezone }: Clinic, iso: string, now: string): string {
  const [at, today] = [iso, now].map((each) => DateTime.fromISO(each, { zone: timezone }))
  return at && today ? at.toFormat(at.hasSame(today, 'day') ? 'HH:mm' : 'MM-dd HH:mm') : iso
}
