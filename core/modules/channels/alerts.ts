import type { Alert, App, Viewer } from '../../module.ts'
import { wordsOf } from '../../platform/i18n/index.ts'
import { can } from '../agents/index.ts'
import type { Channel } from './channel.ts'
import { isHeard } from './hearing.ts'
import { listChannels } from './store.ts'

/** What somebody who looks after the channels should see wherever they are: refused accounts, and those in bad health. */
export async function channelAlerts(app: App, viewer: Viewer): Promise<Alert[]> {
  return can(viewer, 'channels.manage') ? alertsAbout(app, viewer.locale, await listChannels(app.db)) : []
}

/** What is to be seen of these channels, in a language; the worst first. */
export function alertsAbout(app: App, locale: string, channels: Channel[]): Alert[] {
  const alerts = channels.flatMap((channel) => alertOf(app, locale, channel) ?? [])
  return alerts.toSorted((a, b) => Number(b.level === 'bad') - Number(a.level === 'bad'))
}

/** The worst of an account; a rehearsal alarms nobody, and neither does what an admin has paused. */
function alertOf(app: App, locale: string, channel: Channel): Alert | undefined {
  const { id, name, state, reason, health, rehearsal } = channel
  const about = { id: `channel:${id}`, href: `/admin/channels/${id}` }
  if (rehearsal || state === 'off') return undefined
  if (state === 'refused') {
    const words = { name, reason: wordsOf(app, locale, reason ?? 'channels.state.refused') }
    const text = isHeard(app, channel) ? 'channels.alert.muted' : 'channels.alert.refused'
    return { ...about, level: 'bad', text: app.i18n.t(locale, text, words) }
  }
  const fact = health.find(({ level }) => level !== 'good')
  if (!fact || fact.level === 'good') return undefined
  const words = { name, fact: wordsOf(app, locale, fact.text, fact.values) }
  return { ...about, level: fact.level, text: app.i18n.t(locale, 'channels.alert.health', words) }
}
