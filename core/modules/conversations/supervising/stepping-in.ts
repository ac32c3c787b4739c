import { Conflict, Invalid } from '../../../errors.ts'
import type { App, Viewer } from '../../../module.ts'
import { actorOf, audit } from '../../agents/index.ts'
import type { Change } from '../conversation.ts'
import { type Doing, step } from '../handling/step.ts'
import { isHolder } from '../store/find.ts'
import { colleagueOn, insistOnSupervisor } from './access.ts'
import { type Deed, deedLine, movedBy } from './lines.ts'
import { standingOf } from './standing.ts'

type Decide = (doing: Doing) => Promise<Change | undefined> | Change | undefined

/** Steps in beside the agent, who keeps the conversation: staff read in the thread that the supervisor answers too. */
export async function join(app: App, viewer: Viewer, id: number): Promise<void> {
  await supervise(app, viewer, { id, deed: 'joined' }, async ({ trx, conversation, author }) => {
    const colleague = colleagueOn(viewer, conversation)
    const { joined } = await standingOf(trx, viewer, conversation)
    return joined ? undefined : { messages: [deedLine(author, 'joined', colleague)], patch: {} }
  })
}

/** Steps out again. Who has not joined has left already. */
export async function leave(app: App, viewer: Viewer, id: number): Promise<void> {
  await supervise(app, viewer, { id, deed: 'left' }, async ({ trx, conversation, author }) => {
    const { joined } = await standingOf(trx, viewer, conversation)
    return joined ? { messages: [deedLine(author, 'left', conversation.agentId)], patch: {} } : undefined
  })
}

/**
 * Takes the conversation from whoever has it, and tells them. Throws Conflict where somebody has changed it since
 * `version`, and where there is nobody to take it from.
 */
export async function takeOver(app: App, viewer: Viewer, id: number, version?: number): Promise<void> {
  await supervise(app, viewer, { id, deed: 'taken' }, ({ conversation, author }) => {
    if (conversation.agentId === viewer.agentId) return undefined
    if (version !== undefined && version !== conversation.version)
      throw new Conflict('desk.conflict.assigned')
    const from = colleagueOn(viewer, conversation)
    return movedBy(author, conversation, { deed: 'taken', to: viewer.agentId, concerns: from })
  })
}

/** Gives back what was taken over. Throws Conflict where it is not theirs by that, Invalid where the agent has left us. */
export async function giveBack(app: App, viewer: Viewer, id: number): Promise<void> {
  await supervise(app, viewer, { id, deed: 'returned' }, async ({ trx, conversation, author }) => {
    const { returnTo: to } = await standingOf(trx, viewer, conversation)
    if (to === null) throw new Conflict('supervising.refused.return')
    if (!(await isHolder(trx, { agentId: to, teamId: null })))
      throw new Invalid([{ field: '', message: 'desk.refused.holder' }])
    return movedBy(author, conversation, { deed: 'returned', to, concerns: to })
  })
}

async function supervise(
  app: App,
  viewer: Viewer,
  { id, deed }: { id: number; deed: Deed },
  decide: Decide,
): Promise<void> {
  insistOnSupervisor(viewer)
  await step(app, viewer, id, decide, async ({ trx, conversation, at }) => {
    const detail = conversation.agentId === null ? {} : { agent: `agent:${conversation.agentId}` }
    const action = `conversation.${actions[deed]}`
    await audit(trx, { ...actorOf(viewer), action, object: `conversation:${id}`, detail }, at)
  })
}

const actions: Record<Deed, string> = {
  joined: 'joined',
  left: 'left',
  taken: 'taken-over',
  returned: 'returned',
}
