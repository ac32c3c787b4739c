import type { ConfigurationFile, Settings } from 'qiantai/plugin'
import { ari, http, websocketClient } from './control.ts'
import { extensions } from './dialplan.ts'
import { indications, music, rtp } from './media.ts'
import { modules } from './modules.ts'
import { planOf } from './plan.ts'
import { pjsip, sorcery } from './telephony.ts'

/**
 * Every file of /etc/asterisk (Asterisk 22 or later) that this account needs, complete: what is not in them is not
 * loaded. Made of the settings alone, so that the same settings give the same files.
 */
export function configuration(settings: Settings, own: { key: string; origin: string }): ConfigurationFile[] {
  const plan = planOf(settings, own)
  return [pjsip, sorcery, ari, http, websocketClient, rtp, extensions, music, indications, modules].flatMap(
    (make) => make(plan) ?? [],
  )
}
