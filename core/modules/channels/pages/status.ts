import type { App } from '../../../module.ts'
import type { Health } from '../../../plugin/index.ts'
import { wordsOf } from '../../../platform/i18n/index.ts'
import { iconOf } from '../brief.ts'
import { type Channel, kindOf } from '../channel.ts'
import { isHeard } from '../hearing.ts'
import { openSettings } from '../settings.ts'

const looks = { off: '', opening: 'accent', open: 'good', retrying: 'warn', refused: 'danger' }
const healthLooks = {
  bad: { look: 'danger', icon: 'circle-alert' },
  warning: { look: 'warn', icon: 'triangle-alert' },
  good: { look: 'good', icon: 'circle-check' },
}

/** How an account is doing, in words of a language. Nobody looks after the health of one that is paused or rehearsed. */
export function statusView(app: App, channel: Channel, locale: string) {
  const { id, key, name, state, reason, nextAt, plugin, kind, rehearsal } = channel
  const definition = kindOf(app.plugins, channel)
  const isInstalled = definition !== undefined
  const isQuiet = state === 'off' || rehearsal
  const health = isQuiet ? [] : channel.health.map((fact) => healthView(app, locale, fact))
  return {
    id,
    key,
    name,
    state,
    nextAt,
    rehearsal,
    isInstalled,
    speaks: definition?.speaks === true,
    look: looks[state],
    icon: iconOf(app, channel),
    kindTitle: isInstalled ? app.i18n.t(locale, `${plugin}:kind.${kind}.title`) : `${plugin}/${kind}`,
    reason: reason && wordsOf(app, locale, reason),
    isHeard: isHeard(app, channel),
    fault: faultView(app, channel, locale),
    health,
    worst: health.find(({ level }) => level !== 'good'),
    canPause: state !== 'off',
    canResume: isInstalled && (state === 'off' || state === 'refused' || state === 'retrying'),
  }
}

/** What is unwise about the settings of this account; a rehearsal risks nothing. */
export function warningsOf(app: App, channel: Channel, locale: string): string[] {
  if (channel.rehearsal) return []
  const keys = kindOf(app.plugins, channel)?.warn?.(openSettings(app, channel)) ?? []
  return keys.map((key) => wordsOf(app, locale, key))
}

function healthView(app: App, locale: string, { level, text, values, authorize }: Health) {
  return { level, ...healthLooks[level], text: wordsOf(app, locale, text, values), authorize }
}

/** What went wrong last, unless the state says the same. */
function faultView(app: App, { fault, faultAt, reason }: Channel, locale: string) {
  return fault && fault !== reason ? { text: wordsOf(app, locale, fault), at: faultAt } : undefined
}
