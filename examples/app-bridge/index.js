import { check } from './app.js'
import { fileRoute } from './files.js'
import { hear, work } from './incoming.js'
import { profile, send, typing } from './outgoing.js'
import { simulate } from './simulator.js'

/** @import { ChannelKind, Plugin, Settings } from 'qiantai/plugin' */

/** An app of your own: it posts what customers say to us, and takes what the clinic answers. README.md has the wire. */
/** @type {ChannelKind} */
const app = {
  kind: 'app',
  sends: true,
  fields: [
    { name: 'url', type: 'url', required: true },
    { name: 'secret', type: 'secret', required: true, min: 16, make: 40 },
    { name: 'origin', type: 'url', required: true },
    { name: 'page', type: 'url' },
    { name: 'hours', type: 'number', min: 1, max: 720 },
  ],
  can: {
    text: { max: 5000 },
    image: true,
    file: true,
    voice: true,
    video: true,
    link: true,
    choices: true,
    typing: true,
    receipts: true,
  },
  replies: ({ hours }) => (hours ? [{ after: 'message', seconds: Number(hours) * 3600 }] : []),
  identify: ({ url }) => String(url),
  check: (settings, tools) => check(tools, settings),
  async open(channel) {
    return {
      hooks: { '': (request) => hear(channel, request) },
      pushed: (push) => work(channel, push),
      send: (message, signal) => send(channel, message, signal),
      typing: (who, on) => typing(channel, who, on),
      profile: (who) => profile(channel, who),
      prove: () => check(channel, channel.settings),
      ...(channel.settings.page && { entries: entriesOf(channel.settings) }),
      close: async () => {},
    }
  },
  simulate,
}

/**
 * Codes on posters open a page of the app, which says with `enter` through which of them somebody came.
 * @param {Settings} settings
 */
function entriesOf({ page }) {
  return {
    codeLength: 32,
    /** @param {{ code: string }} entry */
    async make({ code }) {
      const url = new URL(String(page))
      url.searchParams.set('entry', code)
      return { url: url.href }
    },
  }
}

/** @type {Plugin} */
export default {
  api: 1,
  id: 'app-bridge',
  home: import.meta.dirname,
  channels: [app],
  register: (host) => host.route(fileRoute(host)),
}
