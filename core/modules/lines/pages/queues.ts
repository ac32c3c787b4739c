import type { App } from '../../../module.ts'
import type { Typed } from '../../../platform/http/index.ts'
import { listTeams } from '../../agents/index.ts'
import { type StepDraft, soundText, stepDraft } from '../editor/draft.ts'
import type { QueueSettings } from '../flow.ts'
import { queueDefaults } from '../queue.ts'
import { allQueueSettings } from '../store/queues.ts'
import { soundChoices } from './sound-choices.ts'
import { tabs } from './tabs.ts'

/** What a queue can do with who waits too long; a menu belongs to a flow. */
export const overflowKinds = ['queue', 'voicemail', 'callback', 'number', 'end'] as const

/** Every team with how its calls wait and ring. */
export async function queuesPage(app: App) {
  const [teams, own] = [await listTeams(app.db), await allQueueSettings(app.db)]
  return {
    tabs: tabs('queues'),
    queues: teams.map(({ id, name, memberIds }) => {
      const settings = own.get(id) ?? queueDefaults
      return {
        ...settings,
        id,
        name,
        members: memberIds.length,
        overflow: settings.overflow.to,
        isOwn: own.has(id),
      }
    }),
  }
}

/** The form of one team's queue. */
export async function queuePage(
  app: App,
  team: { id: number; name: string },
  settings: QueueSettings,
  typed?: { overflow: StepDraft } & Typed,
) {
  const teams = (await listTeams(app.db)).filter(({ id }) => id !== team.id)
  return {
    team,
    teams,
    kinds: teams.length > 0 ? overflowKinds : overflowKinds.filter((kind) => kind !== 'queue'),
    sounds: await soundChoices(app),
    overflow: typed?.overflow ?? stepDraft(settings.overflow),
    values: typed?.values ?? { ...settings, music: soundText(settings.music) },
    faults: typed?.faults ?? {},
    defaults: queueDefaults,
  }
}
