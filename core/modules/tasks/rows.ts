import type { App, Viewer } from '../../module.ts'
import { agentNames, teamNames } from '../agents/index.ts'
import { visibleConversations } from '../conversations/index.ts'
import { refusing } from '../dialing/index.ts'
import { bestNumbers, masked, personBriefs, visibleAmong } from '../people/index.ts'
import type { Task } from './task.ts'

/** A task as its row draws it. `late`: its time has come. `href`: the conversation, or the person, where the viewer may see it. */
export type TaskView = Task & {
  name: string
  avatar?: string
  /** Masked; undefined where none is known. */
  number?: string
  late: boolean
  mine: boolean
  agent?: { name: string; avatar?: string }
  team?: string
  href?: string
  /** They asked not to be called. */
  refuses: boolean
}

/** These tasks with what their rows show, in a few queries. */
export async function taskViews(app: App, viewer: Viewer, tasks: Task[]): Promise<TaskView[]> {
  const { db } = app
  const now = app.clock().toISOString()
  const people = [...new Set(tasks.map(({ personId }) => personId))]
  const briefs = await personBriefs(app, viewer.locale, people)
  const numbers = await bestNumbers(db, people)
  const refuse = await refusing(app, people)
  const agents = await agentNames(db, idsIn(tasks.map(({ agentId, doneBy }) => doneBy ?? agentId)))
  const teams = await teamNames(db, idsIn(tasks.map(({ teamId }) => teamId)))
  const hrefOf = await links(app, viewer, tasks, people)
  return tasks.map((task) => {
    const { personId, agentId, teamId, dueAt, doneAt, doneBy } = task
    const { name = '', avatar } = briefs.get(personId) ?? {}
    const number = numbers.get(personId)
    return {
      ...task,
      name,
      avatar,
      number: number && masked('phone', number),
      late: doneAt === null && dueAt <= now,
      mine: agentId === viewer.agentId,
      agent: agents.get(doneBy ?? agentId ?? 0),
      team: teams.get(teamId ?? 0),
      href: hrefOf(task),
      refuses: refuse.has(personId),
    }
  })
}

async function links(app: App, viewer: Viewer, tasks: Task[], people: number[]) {
  const talks = await visibleConversations(app.db, viewer, idsIn(tasks.map((task) => task.conversationId)))
  const seen = await visibleAmong(app.db, viewer, people)
  return ({ conversationId, personId }: Task): string | undefined => {
    if (conversationId !== null && talks.includes(conversationId)) return `/conversations/${conversationId}`
    return seen.includes(personId) ? `/people/${personId}` : undefined
  }
}

function idsIn(ids: (number | null)[]): number[] {
  return [...new Set(ids.filter((id) => id !== null))]
}
