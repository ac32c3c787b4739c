import { randomUUID } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { App, Viewer } from '../../core/module.ts'
import { builtinRoles } from '../../core/modules/agents/role.ts'
import { conversations, receive } from '../../core/modules/conversations/index.ts'
import { people } from '../../core/modules/people/index.ts'
import { type Db, insertId, json } from '../../core/platform/db/index.ts'
import { createTailer } from '../../core/platform/events/index.ts'
import { createFiles } from '../../core/platform/files/index.ts'
import { createI18n } from '../../core/platform/i18n/index.ts'
import { createWorker } from '../../core/platform/jobs/index.ts'
import type { Incoming, Plugin, Received } from '../../core/plugin/index.ts'
import { staff, type StaffName, visitors } from '../../core/testing/people.ts'

/** The domain without a server: staff, a channel that customers fetch from (`chat`) and one that sends (`post`). */
export type Desk = {
  app: App
  viewers: Record<StaffName, Viewer>
  team: number
  chat: { id: number }
  post: { id: number }
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

const plugin: Plugin = {
  api: 1,
  id: 'test',
  home: import.meta.dirname,
  channels: [
    { ...kind, kind: 'chat', can: { text: { max: 5000 }, image: true, file: true } },
    { ...kind, kind: 'post', can: { text: { max: 600 }, image: true }, sends: true },
  ],
}

/** Makes the desk on a migrated database. */
export async function openDesk(db: Db): Promise<Desk> {
  let now = Date.parse('2026-03-02T02:00:00.000Z')
  const clock = () => new Date((now += 1))
  const app = await appOn(db, clock)
  const team = await insertId(db, 'team', { name: '皮肤' })
  const viewers = await hire(db, team)
  const [chat, post] = await Promise.all([channel(db, 'chat'), channel(db, 'post')])
  return {
    app,
    viewers,
    team,
    chat,
    post,
    pass: (milliseconds) => void (now += milliseconds),
    says: (who, text, more = {}) =>
      receive(app, chat, { who: visitors[who], uid: randomUUID(), text, ...more }),
    async conversationOf({ message }) {
      const row = await db('message').where({ uid: message.uid, direction: 'in' }).first('conversation_id')
      return Number(row?.conversation_id)
    },
  }
}

async function appOn(db: Db, clock: () => Date): Promise<App> {
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
    modules: [conversations, people],
  }
  // What the domain does not touch (server, sockets, vault) is not there.
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

async function channel(db: Db, name: string): Promise<{ id: number }> {
  const id = await insertId(db, 'channel', {
    key: `key-${name}`,
    plugin: 'test',
    kind: name,
    account: name,
    name,
    settings: '{}',
    secrets: '',
    state: 'open',
    created_at: '2026-01-01T00:00:00.000Z',
  })
  return { id }
}
