import type { Channel, ChannelKind, Notice, Outgoing, Plugin } from '../../plugin/index.ts'

const hour = 3600
const most = 300

const reminder: Notice = {
  template: 'visit-reminder',
  title: '到院提醒',
  text: '{{name}}，您预约的{{item}}将于{{time}}开始，请提前十分钟到院。',
  fields: [
    { key: 'name', label: '称呼', example: '林女士' },
    { key: 'item', label: '项目', hint: 'club:hint.short' },
    { key: 'time', label: '时间', example: '11月24日 14:20' },
  ],
}
const result: Notice = {
  template: 'result-ready',
  title: '报告领取',
  text: '{{name}}，您的皮肤检测报告已出，点击查看。',
  fields: [{ key: 'name', label: '称呼' }],
  subscribed: true,
}

/** What a provider of club and wall has taken, by the customer it went to. Tests assert on it. */
export const delivered: Outgoing[] = []

/** A messenger that can do everything, and counts what its members are told. */
const member: ChannelKind = {
  kind: 'member',
  sends: true,
  fields: [{ name: 'account', type: 'text', required: true }],
  can: {
    text: { max: most },
    image: true,
    file: true,
    voice: true,
    video: true,
    link: true,
    card: true,
    choices: true,
  },
  replies: () => [
    { after: 'message', count: 5, seconds: 48 * hour },
    { after: 'follow', count: 3, seconds: hour },
    { after: 'choose', count: 1, seconds: hour / 60 },
  ],
  identify: ({ account }) => String(account),
  open: async (channel) => ({
    ...opened(channel),
    notices: {
      list: async () => [reminder, result],
      check: (_, values) => {
        const long = values.filter(({ key, value }) => key === 'item' && value.length > 20)
        return Object.fromEntries(long.map(({ key }) => [key, 'club:fault.long']))
      },
    },
  }),
}

/** Comments that anybody can read, and text alone. */
const wall: ChannelKind = {
  kind: 'wall',
  sends: true,
  fields: [{ name: 'account', type: 'text', required: true }],
  can: { text: { max: most } },
  identify: ({ account }) => String(account),
  open: async (channel) => opened(channel),
}

/** A provider within the program, for tests of the desk: who may be answered when, in public, with what. */
export const club: Plugin = { api: 1, id: 'club', home: import.meta.dirname, channels: [member, wall] }

function opened(channel: Channel) {
  return {
    send: async (message: Outgoing) => {
      if (message.text.includes('过期'))
        throw channel.failure('out of time', { permanent: true, window: 'closed' })
      delivered.push(message)
      return { externalId: `club-${delivered.length}` }
    },
    close: async () => {},
  }
}
