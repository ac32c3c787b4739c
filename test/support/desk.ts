import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { App, Viewer } from '../../core/module.ts'
import { builtinRoles } from '../../core/modules/agents/role.ts'
import { conversations, receive } from '../../core/modules/conversations/index.ts'
import { people } from '../../core/modules/people/index.ts'
import { createVault } from '../../core/platform/crypto/index.ts'
import { type Db, insertId, json } from '../../core/platform/db/index.ts'
import { createTailer } from '../../core/platform/events/index.ts'
import { createFiles } from '../../core/platform/files/index.ts'
import { createI18n } from '../../core/platform/i18n/index.ts'
import { createWorker } from '../../core/platform/jobs/index.ts'
import type {
  Capabilities,
  Incoming,
  OpenChannel,
  Plugin,
  Received,
  ReplyRule,
} from '../../core/plugin/index.ts'
import { staff, type StaffName, visitors } from '../../core/testing/people.ts'

/**
 * The domain without a server: staff, a channel that customers fetch from (`chat`), one that sends (`post`), and one that
 * can do everything, with reply windows (`fans`: two answers in a day after a follow, five in two days after words).
 */
export type Desk = {
  app: App
  viewers: Record<StaffName, Viewer>
  team: number
  chat: { id: number }
  post: { id: number }
  fans: { id: number }
  /** What plugins have opened, by channel. */
  opened: Map<number, OpenChannel>
  /** Lets time pass, in milliseconds; every look at the clock takes a millisecond too. */
  pass: (milliseconds: number) => void
  /** A visitor writes in the web chat. */
  says: (who: keyof typeof visitors, text: string, more?: Partial<Incoming>) => Promise<Received>
  /** The conversation that this message is in. */
  conversationOf: (received: Received) => Promise<number>
}

const kind = {
  fields: [],
  identify: () => 'account',
  open: async () => ({ close: async () => {} }),
}

const everything: Capabilities = {
  text: { max: 60, bytes: true },
  image: true,
  voice: true,
  video: true,
  link: true,
  card: true,
  choices: true,
}
const aDay = 24 * 60 * 60

function replies(): ReplyRule[] {
  return [
    { after: 'message', count: 5, seconds: 2 * aDay },
    { after: 'follow', count: 2, seconds: aDay },
    { after: 'mention', count: 1, seconds: aDay },
    { after: 'enter', seconds: 60 },
  ]
}

/** Every line leaves by itself. */
function costs({ text }: { text: string }): number {
  return text.split('\n').length
}

const plugin: Plugin = {
  api: 1,
  id: 'test',
  home: import.meta.dirname,
  channels: [
    { ...kind, kind: 'chat', can: { text: { max: 5000 }, image: true, file: true } },
    { ...kind, kind: 'post', can: { text: { max: 600 }, image: true }, sends: true },
    { ...kind, kind: 'fans', can: everything, sends: true, replies, costs },
  ],
}

/** Makes the desk on a migrated database. */
export async function openDesk(db: Db): Promise<Desk> {
  let now = Date.parse('2026-03-02T02:00:00.000Z')
  const clock = () => new Date((now += 1))
  const opened = new Map<number, OpenChannel>()
  const app = await appOn(db, clock, opened)
  const team = await insertId(db, 'team', { name: '皮肤' })
  const viewers = await hire(db, team)
  const [chat, post, fans] = [
    await channel(app, 'chat'),
    await channel(app, 'post'),
    await channel(app, 'fans'),
  ]
  return {
    app,
    viewers,
    team,
    chat,
    post,
    fans,
    opened,
    pass: (milliseconds) => void (now += milliseconds),
    says: (who, text, more = {}) =>
      receive(app, chat, { who: visitors[who], uid: randomUUID(), text, ...more }),
    async conversationOf({ message }) {
      const row = await db('message').where({ uid: message.uid, direction: 'in' }).first('conversation_id')
      return Number(row?.conversation_id)
    },
  }
}

async function appOn(db: Db, clock: () => Date, opened: Map<number, OpenChannel>): Promise<App> {
  const log = { debug() {}, info() {}, warn() {}, error() {} }
  const folder = await mkdtemp(join(tmpdir(), 'qiantai-files-'))
  const parts = {
    db,
    clock,
    log,
    i18n: await createI18n(),
    events: createTailer(db, log),
    jobs: createWorker(db, { log, clock, random: () => 0.5 }),
    config: { data: folder },
    files: createFiles({ db, folder, clock }),
    plugins: [plugin],
    vault: createVault(randomBytes(32)),
    channels: { open: (id: number) => opened.get(id), simulator: () => undefined },
    modules: [conversations, people],
  }
  // What the domain does not touch (server, sockets) is not there.
  const app = parts as unknown as App
  for (const module of app.modules) {
    for (const [name, handler] of Object.entries(module.jobs?.(app) ?? {})) app.jobs.handle(name, handler)
  }
  return app
}

async function hire(db: Db, team: number): Promise<Record<StaffName, Viewer>> {
  const viewers: Partial<Record<StaffName, Viewer>> = {}
  for (const [key, { name, email, role }] of Object.entries(staff)) {
    const inTeam = key === 'mei' || key === 'hao'
    const agentId = await addAgent(db, { name, email, role })
    if (inTeam) await db('team_member').insert({ team_id: team, agent_id: agentId })
    viewers[key as StaffName] = viewerOf(agentId, name, role, inTeam ? [team] : [])
  }
  return viewers as Record<StaffName, Viewer>
}

async function addAgent(db: Db, { name, email, role }: { name: string; email: string; role: string }) {
  const { permissions, builtin: _, ...rest } = roleNamed(role)
  await db('role')
    .insert({ ...rest, permissions: json.write(permissions), builtin: 1 })
    .onConflict('key')
    .ignore()
  const row = await db('role').where({ key: role }).first('id')
  const at = '2026-01-01T00:00:00.000Z'
  return insertId(db, 'agent', { name, email, password: '-', role_id: row.id, created_at: at })
}

function viewerOf(agentId: number, name: string, role: string, teamIds: number[]): Viewer {
  const { permissions, scope } = roleNamed(role)
  return {
    agentId,
    name,
    role,
    permissions: new Set(permissions),
    scope,
    teamIds,
    locale: 'zh-CN',
    sessionId: agentId,
    presence: 'online',
    ip: '127.0.0.1',
  }
}

function roleNamed(key: string) {
  const role = builtinRoles.find((known) => known.key === key)
  if (!role) throw new Error(`no role ${key}`)
  return role
}

async function channel({ db, vault }: App, name: string): Promise<{ id: number }> {
  const id = await insertId(db, 'channel', {
    key: `key-${name}`,
    plugin: 'test',
    kind: name,
    account: name,
    name,
    settings: '{}',
    secrets: vault.seal('{}'),
    state: 'open',
    created_at: '2026-01-01T00:00:00.000Z',
  })
  return { id }
}
