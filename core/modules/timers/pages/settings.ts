import type { App } from '../../../module.ts'
import type { Typed } from '../../../platform/http/index.ts'
import { faultWords } from '../../../platform/i18n/index.ts'
import { listTeams } from '../../agents/index.ts'
import { listChannels } from '../../channels/index.ts'
import { timerSettings } from '../settings.ts'
import { listLevels } from '../store/levels.ts'

const mostSeconds = 86_400
const mostMinutes = 43_200

/** How the clinic measures, what differs from it, and the form of another difference. */
export async function settingsPage(app: App, locale: string, { values, faults = {} }: Partial<Typed> = {}) {
  const settings = await timerSettings(app.db)
  const teams = (await listTeams(app.db)).map(({ id, name }) => ({ id: String(id), name }))
  const channels = (await listChannels(app.db)).map(({ id, name }) => ({ id: String(id), name }))
  const { live, first, next, resolution } = settings.limits
  const stored = { ...settings, live, first, next, resolution: resolution / 60 }
  return {
    settings: { ...stored, ...(values && 'warnAt' in values && { on: false, ...values }) },
    limits: [
      { name: 'live', max: mostSeconds, unit: 'seconds' },
      { name: 'first', max: mostSeconds, unit: 'seconds' },
      { name: 'next', max: mostSeconds, unit: 'seconds' },
      { name: 'resolution', max: mostMinutes, unit: 'minutes' },
    ],
    levels: (await listLevels(app.db)).map(({ id, teamId, channelId, limits }) => ({
      id,
      team: teams.find((team) => team.id === String(teamId))?.name,
      channel: channels.find((channel) => channel.id === String(channelId))?.name,
      first: limits.first,
      next: limits.next,
      resolution: limits.resolution / 60,
    })),
    teams,
    channels,
    level: values && !('warnAt' in values) ? values : { first: first, next, resolution: resolution / 60 },
    errors: faultWords(app, locale, faults),
  }
}
