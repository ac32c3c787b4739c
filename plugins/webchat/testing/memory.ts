import { randomUUID } from 'node:crypto'
import type { Channel, CustomerMessage, News, Profile, Settings, VisitReport } from 'qiantai/plugin'

/** What a clinic knows; it outlives the channels that open on it. */
export class Memory {
  /** Everything that happened, in order; a cursor is how many of them were told. */
  readonly log: { who: string; news: News & { cursor: string } }[] = []
  readonly agreed = new Set<string>()
  readonly profiles: { who: string; profile: Profile }[] = []
  readonly visits: { who: string; visit: VisitReport }[] = []
  readonly typed: { who: string; on: boolean; preview?: string }[] = []
  readonly files = new Map<string, { who: string; name: string; data: Buffer }>()
  readonly blocked = new Set<string>()
  readonly values = new Map<string, unknown>()
  /** How often the clinic was asked to look after the account. */
  checkups = 0
  /** How often a history was read. */
  histories = 0
  /** Cursors below this are forgotten. */
  pruned = 0
  /** Happens once, after the next read of the log and before its reader hears of it. */
  meanwhile: (() => void) | undefined
  readonly #listeners = new Set<{ who: string; listener: (news: News) => void }>()

  /** An agent writes to a visitor. */
  reply(who: string, text: string): CustomerMessage {
    return this.add(who, { uid: randomUUID(), from: 'agent', author: { name: '美美' }, text })
  }

  add(
    who: string,
    part: Pick<CustomerMessage, 'uid' | 'from' | 'text'> & Partial<CustomerMessage>,
  ): CustomerMessage {
    const order = String(this.log.length + 1).padStart(12, '0')
    const at = new Date(0).toISOString()
    const message: CustomerMessage = { kind: 'text', files: [], state: 'sent', order, at, ...part }
    this.tell(who, { type: 'message', cursor: '', message })
    return message
  }

  tell(who: string, news: News & { cursor: string }) {
    const told = { ...news, cursor: String(this.log.length + 1) }
    this.log.push({ who, news: told })
    this.whisper(who, told)
  }

  /** What was read, and then the world goes on. */
  read<T>(result: T): T {
    const { meanwhile } = this
    this.meanwhile = undefined
    meanwhile?.()
    return result
  }

  whisper(who: string, news: News) {
    for (const follower of this.#listeners) if (follower.who === who) follower.listener(news)
  }

  messages(who: string): CustomerMessage[] {
    return this.log.flatMap(({ who: whose, news }) =>
      whose === who && news.type === 'message' ? [news.message] : [],
    )
  }

  follow(who: string, listener: (news: News) => void): () => void {
    const follower = { who, listener }
    this.#listeners.add(follower)
    return () => void this.#listeners.delete(follower)
  }

  get followers(): number {
    return this.#listeners.size
  }
}

type Page = Parameters<Channel['history']>[1]
type Outside = Pick<Channel, 'failure' | 'fetch' | 'log' | 'now'>

/** A channel of the core as a plugin sees it, on a memory instead of a database. */
export function openMemory(memory: Memory, tools: Outside, key: string, settings: Settings): Channel {
  return {
    ...tools,
    id: 1,
    key,
    name: 'site',
    settings,
    origin: () => 'http://127.0.0.1:3000',
    receive: async (incoming) => receive(memory, incoming),
    happened: async () => ({ repeated: false }),
    spoke: async (who, { uid, text }) => void memory.add(who, { uid, from: 'bot', text }),
    window: async () => ({ open: true }),
    called: async () => {},
    introduce: async (who, profile) => introduce(memory, who, profile),
    report: async () => {},
    seen: async (who, { uid, read }) =>
      memory.tell(who, { type: 'seen', cursor: '', by: 'customer', upto: uid, read }),
    typing: async (who, typing) => void memory.typed.push({ who, ...typing }),
    history: async (who, page) => history(memory, who, page),
    follow: (who, listener) => memory.follow(who, listener),
    since: async (who, cursor) => {
      if (!(Number(cursor) >= memory.pruned)) return undefined
      return memory.read(
        memory.log.slice(Number(cursor)).flatMap((entry) => (entry.who === who ? [entry.news] : [])),
      )
    },
    visit: async (who, visit) => void memory.visits.push({ who, visit }),
    consent: async (who, version) => void memory.agreed.add(`${who} ${version}`),
    withdraw: async (who) => {
      for (const entry of memory.agreed) if (entry.startsWith(`${who} `)) memory.agreed.delete(entry)
    },
    consented: async (who, version) => memory.agreed.has(`${who} ${version}`),
    upload: async (who, { name, data }) => {
      const uid = randomUUID()
      memory.files.set(uid, { who, name, data })
      return { uid, name, mime: name.endsWith('.png') ? 'image/png' : 'text/html', size: data.length }
    },
    file: async (who, uid) => {
      const file = memory.files.get(uid)
      return file?.who === who
        ? { path: import.meta.filename, mime: mimeOf(file.name), name: file.name }
        : undefined
    },
    media: async () => Promise.reject(tools.failure('nothing leaves', { permanent: true })),
    wake: async () => {},
    checkup: async () => void memory.checkups++,
    shared: async (_name, make) => (await make()).value,
    forget: async () => {},
    recall: async <T>(name: string) => memory.values.get(name) as T | undefined,
    remember: async (name, value) => void memory.values.set(name, value),
    availability: async () => ({ online: false, open: false, hours: ['周一至周五 09:00–18:00'], agents: [] }),
  }
}

function receive(memory: Memory, { who, uid = '', text = '' }: Parameters<Channel['receive']>[0]) {
  if (memory.blocked.has(who)) throw Object.assign(new Error('blocked'), { status: 403 })
  const known = memory.messages(who).find((message) => message.uid === uid)
  if (known && known.text !== text) throw Object.assign(new Error('conflict'), { status: 409 })
  const message = known ?? memory.add(who, { uid, from: 'customer', text })
  return { message, repeated: known !== undefined }
}

function history(memory: Memory, who: string, { before, limit = 50 }: Page = {}) {
  memory.histories++
  const all = memory.messages(who).filter(({ order }) => before === undefined || order < before)
  return memory.read({
    messages: all.slice(-limit),
    cursor: String(memory.log.length),
    more: all.length > limit,
  })
}

function introduce(memory: Memory, who: string, profile: Profile) {
  const proven = memory.profiles.find((known) => known.who === who && known.profile.proof === 'verified')
  const isOther = proven && profile.proof === 'verified' && proven.profile.externalId !== profile.externalId
  if (isOther) throw Object.assign(new Error('conflict'), { status: 409 })
  memory.profiles.push({ who, profile })
}

function mimeOf(name: string): string {
  return name.endsWith('.png') ? 'image/png' : 'text/html'
}
