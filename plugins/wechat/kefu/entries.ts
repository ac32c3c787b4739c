import type { Channel, Entries } from 'qiantai/plugin'
import { type Api, required } from '../api/api.ts'
import { textIn } from '../settings.ts'

const scene = 'qiantai'
const year = 365 * 86_400_000

/** Links that open the chat; each says where it was placed. */
export function entriesOf(channel: Channel, api: Api): Entries {
  async function makeLink() {
    const json = { open_kfid: textIn(channel.settings, 'openKfId'), scene }
    const reply = await api.call('/cgi-bin/kf/add_contact_way', { json })
    return { value: required(channel, reply, 'url'), until: channel.now() + year }
  }
  return {
    codeLength: 64,
    async make({ code }) {
      // The platform's part of the link may not be changed, only added to.
      const link = await channel.shared('link', makeLink)
      return { url: `${link}${link.includes('?') ? '&' : '?'}scene_param=${encodeURIComponent(code)}` }
    },
  }
}
