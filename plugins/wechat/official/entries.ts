import type { Channel, Entries } from 'qiantai/plugin'
import { type Api, required } from '../api/api.ts'
import { countIn } from '../settings.ts'

/** Codes to scan, each with its scene: for good, of which there are 100,000, or for some days. */
export function entriesOf(channel: Channel, api: Api): Entries {
  return {
    codeLength: 64,
    async make({ code }) {
      const action_info = { scene: { scene_str: code } }
      const json = { ...lasting(channel), action_info }
      return { url: required(channel, await api.call('/cgi-bin/qrcode/create', { json }), 'url') }
    },
  }
}

function lasting({ settings }: Channel) {
  if (settings['codeLasts'] !== 'days') return { action_name: 'QR_LIMIT_STR_SCENE' }
  return { action_name: 'QR_STR_SCENE', expire_seconds: countIn(settings, 'codeDays') * 86_400 }
}
