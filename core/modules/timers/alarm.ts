import type { App } from '../../module.ts'
import { listOwners, membersWith } from '../agents/index.ts'
import type { NewAlert } from '../alerting/index.ts'
import { clinicOf } from '../clinic/index.ts'
import { personBriefs } from '../people/index.ts'
import { holderOf } from './store/holders.ts'
import type { Timer } from './timer.ts'

/** What is said of a clock: it is nearly due, it was missed, and it is still being missed. */
export type Stage = 'warning' | 'breached' | 'escalated'

/** The alert about a clock: who waits, for how long, and whose screens tell it. */
export async function alertOf(app: App, timer: Timer, stage: Stage): Promise<NewAlert> {
  const { personId, agentId, teamId } = await holderOf(app.db, timer.conversationId)
  const { locale } = await clinicOf(app.db)
  const name = (await personBriefs(app, locale, [personId])).get(personId)?.name ?? ''
  return {
    kind: stage === 'warning' ? 'timer.warning' : 'timer.breached',
    level: stage === 'warning' ? 'warning' : 'urgent',
    title: { key: `timers.alert.${timer.kind}.${stage}`, values: { name } },
    href: `/conversations/${timer.conversationId}`,
    agentIds: await hearersOf(app, { agentId, teamId }, stage),
    teamId,
  }
}

type Held = { agentId: number | null; teamId: number | null }

/** The one who has it, or whoever could take it; those who look after them; in the end the owners. */
async function hearersOf({ db }: App, { agentId, teamId }: Held, stage: Stage): Promise<number[]> {
  if (stage === 'escalated') return listOwners(db)
  if (stage === 'warning' && agentId !== null) return [agentId]
  return membersWith(db, stage === 'warning' ? 'conversations.reply' : 'conversations.supervise', teamId)
}
