import type { App } from '../../../module.ts'
import { addDestination } from '../../alerting/index.ts'
import { type Hours, readSetting, removeSetting, weekdays, writeSetting } from '../../clinic/index.ts'
import type { Db } from '../../../platform/db/index.ts'
import type { RuleText } from '../../reception/index.ts'
import type { Script } from '../script.ts'
import type { ReceptionScript } from './script.ts'
import { closeDay, insertRules, putScope, switchOff } from './store.ts'

/** What the demo's reception brought in, and what the clinic had set before (null: nothing). */
export type Reception = {
  before: Record<string, unknown>
  rules: number[]
  destination: number
  day: string | null
}

type Cast = { channel: number; teams: number[]; agents: number[] }

/** As the demo clinic has it: who answers within minutes is quick enough where everybody asks about their body. */
const settings = {
  reception: { mode: 'automatic', method: 'least-busy', capacity: 6, answerWithin: 300 },
  timers: { on: true, limits: { live: 240, first: 300, next: 300, resolution: 0 } },
  ratings: { on: true },
}
const ahead = 21 * 24 * 60 * 60_000

/** Lets the house give who waits by three rules, measure, ask and tell, from now on. */
export async function setUpReception(
  app: App,
  script: Script & { reception: ReceptionScript },
  cast: Cast,
): Promise<Reception> {
  const { db } = app
  const at = app.clock().toISOString()
  const before = await replaceSettings(db)
  await putScopes(db, cast)
  const rules = await insertRules(db, rulesFor(script, cast.teams), at)
  const date = new Date(app.clock().getTime() + ahead).toISOString().slice(0, 10)
  const day = (await closeDay(db, date, script.reception.day)) ? date : null
  return { before, rules, destination: await addSilentGroup(app, script.reception), day }
}

async function replaceSettings(db: Db): Promise<Record<string, unknown>> {
  const before: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(settings)) {
    before[key] = await readSetting<unknown>(db, key, null)
    await writeSetting(db, key, value)
  }
  return before
}

/** Gives the clinic its own settings back. */
export async function restoreSettings(trx: Db, { before }: Reception): Promise<void> {
  for (const [key, value] of Object.entries(before))
    if (value === null) await removeSetting(trx, key)
    else await writeSetting(trx, key, value)
}

/** Surgery goes home earlier and hands over who waits long; whoever runs the house takes fewer at once. */
async function putScopes(db: Db, { channel, teams: [skin, surgery], agents: [head] }: Cast) {
  if (!skin || !surgery || !head) return
  const overflow = { after: 180, teamId: skin }
  await putScope(db, `team:${skin}`, { hours: hoursOf('09:00', '21:00'), most: 30 })
  await putScope(db, `team:${surgery}`, { hours: hoursOf('09:30', '18:30', ['sun']), overflow })
  await putScope(db, `channel:${channel}`, { teamId: skin })
  await putScope(db, `agent:${head}`, { capacity: 3 })
}

function hoursOf(from: string, until: string, closed: string[] = []): Hours {
  const week = Object.fromEntries(
    weekdays.map((day) => [day, closed.includes(day) ? [] : [[from, until]]]),
  ) as Hours['week']
  return { week, exceptions: {} }
}

function rulesFor(
  { topics, reception: { rules, urgent, closed } }: Script & { reception: ReceptionScript },
  [skin = 0, surgery = 0]: number[],
): RuleText[] {
  const pages = topics.filter(({ team }) => team === 1).map(({ path }) => path)
  const [trouble, operations, later] = rules
  const common = { priority: 0, enabled: true }
  return [
    {
      ...common,
      name: trouble,
      conditions: [{ on: 'text', contains: urgent }],
      target: { to: 'group', teamId: skin },
      priority: 5,
    },
    {
      ...common,
      name: operations,
      conditions: [{ on: 'page', contains: pages }],
      target: { to: 'group', teamId: surgery },
    },
    {
      ...common,
      name: later,
      conditions: [{ on: 'open', is: false }],
      target: { to: 'message', text: closed },
    },
  ]
}

/** Where alerts would go: switched off, for nobody is there. */
async function addSilentGroup(app: App, { destination: name }: ReceptionScript): Promise<number> {
  const sealed = app.vault.seal(JSON.stringify({ url: 'https://alerts.example.com/robot' }))
  const filter = { kinds: [], levels: [], teamIds: [], silence: null, urgentPasses: true, personal: false }
  const form = { name, settings: {}, sealed, filter }
  const id = await addDestination(app, { actor: 'system' }, 'wecom', form)
  await switchOff(app.db, id)
  return id
}
