import type { App } from '../../../module.ts'
import { recordPastCall } from '../../calls/index.ts'
import { refuseContact } from '../../dialing/index.ts'
import { e164 } from '../../lines/index.ts'
import type { Deed } from '../story.ts'
import { mobileOf } from './numbers.ts'
import type { Telephone } from './setup.ts'
import type { Sketch } from './sketch.ts'
import type { Sounds } from './sounds.ts'

/** The telephone, who works there, and what the recorded calls sound like. */
export type Switchboard = Telephone & { agents: number[]; teams: number[]; sounds: Sounds }

/** Lets a call of the story happen. `personId`: staff know who it is. */
export async function playCall(
  app: App,
  { channel: channelId, lines, agents, teams, sounds }: Switchboard,
  { at, guest, call: sketch }: Deed & { is: 'call' },
  personId: number | undefined,
): Promise<void> {
  const { line, agent, team, queued, answered, ended, owed, recorded: _, ...call } = sketch
  const later = (ms: number | undefined) => (ms === undefined ? null : new Date(at + ms).toISOString())
  const sound = sounds.get(sketch)
  await recordPastCall(app, {
    ...call,
    channelId,
    lineId: lines[line] ?? null,
    number: e164(mobileOf(guest)),
    teamId: teams[team] ?? null,
    agentId: agent === undefined ? null : (agents[agent] ?? null),
    startedAt: new Date(at).toISOString(),
    queuedAt: later(queued),
    answeredAt: later(answered),
    endedAt: new Date(at + ended).toISOString(),
    ...(personId !== undefined && { personId }),
    ...(owed && { owed: debtOf(owed) }),
    ...(sound && { sound: { ...sound, announced: true } }),
  })
}

function debtOf({ note, dueAt }: NonNullable<Sketch['owed']>) {
  return { note, ...(dueAt !== undefined && { dueAt: new Date(dueAt).toISOString() }) }
}

/** They ask to be left alone. */
export async function playRefusal(
  app: App,
  { agents }: Switchboard,
  { at, agent, by, source, reason }: Deed & { is: 'refuse' },
  personId: number,
): Promise<void> {
  const agentId = agents[agent]
  const refusal = { personId, by, source, reason, ...(agentId !== undefined && { agentId }) }
  await refuseContact(app.db, app, refusal, new Date(at).toISOString())
}
