import type { ChannelKind } from 'qiantai/plugin'
import { healthOf } from './admission.ts'
import { siteFields } from './fields.ts'
import { limits } from './limits.ts'
import { closeRoom, openRoom } from './room.ts'
import { readSite, hasWrongOrigin } from './site.ts'

/** A place the chat appears in: a website, or the hosted page alone. Visitors fetch their messages from us. */
export const site: ChannelKind = {
  kind: 'site',
  fields: siteFields,
  can: {
    text: { max: limits.text },
    image: true,
    file: true,
    voice: true,
    link: true,
    choices: true,
    typing: true,
    receipts: true,
  },
  starter: {
    asks: ['title', 'origins', 'greeting'],
    settings: ({ name }) => ({ title: name.slice(0, 60) }),
    page: (key) => `/c/${key}`,
  },
  identify: (settings) => {
    const { title, origins } = readSite(settings)
    return [title, ...origins.toSorted()].join(' ').toLowerCase().slice(0, 200)
  },
  check: async (settings, tools) => {
    if (hasWrongOrigin(settings)) throw tools.failure('webchat:reason.origins', { permanent: true })
  },
  open: async (channel) => {
    const room = openRoom(channel)
    return { health: () => healthOf(room), close: async () => closeRoom(room) }
  },
}
