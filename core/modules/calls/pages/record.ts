import type { App, Viewer } from '../../../module.ts'
import { durationText } from '../../../platform/http/index.ts'
import { agentNames, auditOf, can } from '../../agents/index.ts'
import { masked } from '../../people/index.ts'
import { recordingsOfCalls } from '../../recordings/index.ts'
import type { CallRecord } from '../store/history.ts'
import { type CallLeg, legsOf } from '../store/legs.ts'
import { callLines } from './line.ts'
import { gradeOf, qualityLines } from './quality.ts'
import { spansOf } from './spans.ts'

/** Everything that is known of one call. */
export async function recordPage(app: App, viewer: Viewer, call: CallRecord) {
  const [line] = await callLines(app, viewer, [call])
  const recordings = (await recordingsOfCalls(app.db, [call.id])).get(call.id) ?? []
  return {
    call: { ...line, ...timesOf(call), purpose: call.purpose, endedBy: call.endedBy, code: call.code },
    crumbs: [{ label: app.i18n.t(viewer.locale, 'calls.title'), href: '/calls' }, { label: line?.name }],
    lineNumber: call.lineNumber,
    spans: spansOf(call),
    legs: await legViews(app, call.id),
    quality: qualityLines(call.quality),
    takeover: takeoverSteps(call),
    recordings: can(viewer, 'recordings.listen') || call.agentId === viewer.agentId ? recordings : [],
    audit: can(viewer, 'audit.read') ? await auditOf(app, viewer, `call:${call.id}`) : [],
  }
}

function timesOf({ queuedAt, answeredAt, endedAt, startedAt }: CallRecord) {
  const total = endedAt && durationText(Date.parse(endedAt) - Date.parse(startedAt))
  return { queuedAt, answeredAt, endedAt, total }
}

async function legViews(app: App, callId: number) {
  const legs = await legsOf(app.db, callId)
  const names = await agentNames(app.db, [...new Set(legs.flatMap(({ agentId }) => agentId ?? []))])
  return legs.map((leg) => ({
    ...leg,
    ...spent(leg),
    who: whoIs(leg, names),
    grade: leg.quality && gradeOf(leg.quality),
  }))
}

function whoIs({ agentId, number }: CallLeg, names: Awaited<ReturnType<typeof agentNames>>): string {
  if (agentId !== null) return names.get(agentId)?.name ?? ''
  return number ? masked('phone', number) : ''
}

function spent({ dialledAt, ringingAt, answeredAt, endedAt }: CallLeg) {
  const between = (from: string | null, to: string | null) =>
    from && to ? durationText(Date.parse(to) - Date.parse(from)) : undefined
  return {
    rang: between(ringingAt ?? dialledAt, answeredAt ?? endedAt),
    talked: between(answeredAt, endedAt),
  }
}

/** What the key of a take-over did, one after the other: milliseconds after it was pressed. */
function takeoverSteps({ takeover }: CallRecord) {
  const steps = ['stopped', 'unmuted', 'heard'] as const
  return steps.flatMap((step) => (takeover?.[step] === undefined ? [] : [{ step, ms: takeover[step] }]))
}
