import type { App, LiveTopic, Push, Viewer } from '../../module.ts'
import type { Event } from '../../platform/events/index.ts'
import { render } from '../../platform/http/index.ts'
import { personBriefs } from '../people/index.ts'
import { type Holder, maySee } from '../routing/index.ts'
import { teamsOf } from './store/list.ts'
import { peopleOf } from './store/tasks.ts'

/** `tasks`: something is owed, or not any more. The page and the count in the menu fetch themselves anew; what is overdue is said. */
export function tasksTopic(app: App): LiveTopic {
  return {
    kind: 'tasks',
    authorize: async () => true,
    tells: ({ topic }) => (topic === 'tasks' ? 'tasks' : undefined),
    async render(events) {
      const teams = await teamsOf(
        app.db,
        events.flatMap(holdersIn).flatMap(({ agentId }) => agentId ?? []),
      )
      const late = await lateNames(app, events)
      return events.map((event) => pushOf(app, event, teams, late))
    },
  }
}

type Names = (locale: string, id: number | null) => string | undefined

function pushOf(app: App, event: Event, teams: Map<number, number[]>, names: Names): Push {
  const holders = holdersIn(event).map((holder) => ({
    ...holder,
    agentTeamIds: holder.agentId === null ? [] : (teams.get(holder.agentId) ?? []),
  }))
  return {
    data: { type: event.type, task: event.ref },
    to: (viewer: Viewer) => holders.some((holder) => maySee(viewer, holder)),
    ...(event.type === 'task.overdue' && {
      html: (locale: string) =>
        render(app, 'agent/tasks/overdue-stream', { name: names(locale, event.ref) }, locale),
    }),
  }
}

/** What those are called to whom something is overdue, by task. */
async function lateNames(app: App, events: Event[]): Promise<Names> {
  const late = events.filter(({ type }) => type === 'task.overdue').flatMap(({ ref }) => ref ?? [])
  if (late.length === 0) return () => undefined
  const people = await peopleOf(app.db, late)
  const briefs = new Map(
    await Promise.all(
      app.i18n.locales.map(async (locale) => {
        return [locale as string, await personBriefs(app, locale, [...people.values()])] as const
      }),
    ),
  )
  return (locale, id) => briefs.get(locale)?.get(people.get(id ?? 0) ?? 0)?.name
}

function holdersIn({ data }: Event): Holder[] {
  return [data, data['was']].filter(isHolder).map(({ agentId, teamId }) => ({ agentId, teamId }))
}

function isHolder(value: unknown): value is Holder {
  return typeof value === 'object' && value !== null && 'agentId' in value && 'teamId' in value
}
