import type { Channel, Entries } from 'qiantai/plugin'
import { type Api, required } from '../api/api.ts'
import { textIn } from '../settings.ts'

/** Links that open the chat; each says where it was placed, by its scene and once more by what is added to it. */
export function entriesOf(channel: Channel, api: Api): Entries {
  return {
    codeLength: 32,
    async make({ code }) {
      const json = { open_kfid: textIn(channel.settings, 'openKfId'), scene: code }
      const link = required(channel, await api.call('/cgi-bin/kf/add_contact_way', { json }), 'url')
      // The platform's part of the link may not be changed, only added to.
      return { url: `${link}${link.includes('?') ? '&' : '?'}scene_param=${encodeURIComponent(code)}` }
    },
  }
}
