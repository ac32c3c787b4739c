import type { App, LiveTopic, Viewer } from '../../../module.ts'
import { agentNames, teamNames } from '../../agents/index.ts'
import { personBriefs } from '../../people/index.ts'
import { passedOnBy } from '../store/transfers.ts'

/** A conversation that waits to be accepted by whom the viewer handed it to, whatever they may see of it by now. */
export type Awaited = { id: number; name: string; to: string; at: string }

/** What the viewer handed over and can still take back, the oldest first. */
export async function awaitedBy(app: App, { agentId, locale }: Viewer): Promise<Awaited[]> {
  const passedOn = await passedOnBy(app.db, agentId)
  const idsOf = (key: 'agentId' | 'teamId') => [...new Set(passedOn.flatMap((each) => each[key] ?? []))]
  const people = await personBriefs(
    app,
    locale,
    passedOn.map(({ personId }) => personId),
  )
  const agents = await agentNames(app.db, idsOf('agentId'))
  const teams = await teamNames(app.db, idsOf('teamId'))
  return passedOn.map(({ id, personId, agentId: holder, teamId, at }) => ({
    id,
    at,
    name: people.get(personId)?.name ?? '',
    to: (holder === null ? teams.get(teamId ?? 0) : agents.get(holder)?.name) ?? '',
  }))
}

/** `transfers`: something of one's own was handed over, accepted or came back. */
export function transfersTopic(): LiveTopic {
  return {
    kind: 'transfers',
    authorize: async () => true,
    tells: ({ topic, data }) =>
      topic.startsWith('conversation:') && data['sender'] !== undefined ? 'transfers' : undefined,
    render: async (events) =>
      events.map(({ data }) => ({ data: {}, to: (viewer) => viewer.agentId === data['sender'] })),
  }
}
