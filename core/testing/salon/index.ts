import { toBuffer } from 'qrcode'
import type { ChannelKind, Health, MenuItem, Notice, Plugin } from '../../plugin/index.ts'

/** What the provider of the salon knows; tests change it and look at it. */
export type SalonProvider = {
  menu: MenuItem[]
  health: Health[]
  notices: Notice[]
  /** What it says to the next thing that it is asked. */
  refusal?: { reason: string; field?: string }
}

/** A channel that has everything an admin can look after, and its provider in memory. Its good token is `open-sesame`. */
export function salon(): { plugin: Plugin; provider: SalonProvider } {
  const provider: SalonProvider = { menu: [], health: [], notices: [] }
  const plugin: Plugin = { api: 1, id: 'salon', home: import.meta.dirname, channels: [kindOf(provider)] }
  return { plugin, provider }
}

function kindOf(provider: SalonProvider): ChannelKind {
  return {
    kind: 'official',
    sends: true,
    can: { text: { max: 600 } },
    fields: [
      { name: 'appId', type: 'text', required: true, pattern: 'wx[0-9a-f]{4}', group: 'account' },
      { name: 'secret', type: 'secret', required: true, group: 'account' },
      { name: 'token', type: 'secret', make: 32, pattern: '[A-Za-z0-9]{3,32}', group: 'callback' },
      { name: 'mode', type: 'choice', choices: ['safe', 'plain'], default: 'safe', group: 'callback' },
    ],
    menu: { types: ['say', 'link', 'app', 'group'], items: 3, children: 5, name: 16, childName: 60 },
    identify: ({ appId }) => String(appId),
    warn: ({ mode }) => (mode === 'plain' ? ['salon:warning.plain'] : []),
    async check({ secret }, { failure }) {
      answer(provider, failure)
      if (secret !== 'open-sesame') throw failure('salon:reason.secret', { field: 'secret' })
    },
    async open({ settings, failure }) {
      if (settings['secret'] !== 'open-sesame') throw failure('salon:reason.secret', { permanent: true })
      const ask = <T>(what: T) => {
        answer(provider, failure)
        return what
      }
      return {
        send: async () => ask({ externalId: 'sent' }),
        health: async () => provider.health,
        menu: {
          read: async () => ask(provider.menu),
          write: async (items) => void (provider.menu = ask(items)),
        },
        notices: { list: async () => ask(provider.notices), check: () => ({}) },
        entries: {
          codeLength: 20,
          make: async ({ code }) => ask({ url: `https://salon.test/q/${code}` }),
          picture: (url) => toBuffer(url, { width: 430 }),
        },
        authorize: {
          address: ({ url, state }) => `https://salon.test/authorize?${new URLSearchParams({ url, state })}`,
          complete: async ({ code }) => ask({ token: `token${code}` }),
        },
        close: async () => {},
      }
    },
  }
}

type Refuse = (reason: string, failure?: { field?: string }) => Error

function answer(provider: SalonProvider, failure: Refuse) {
  const { refusal } = provider
  provider.refusal = undefined
  if (refusal) throw failure(refusal.reason, refusal)
}
