import { hashToken, randomToken, uuid7 } from '../../../platform/crypto/index.ts'
import type { App } from '../../../module.ts'
import { addTask } from '../../tasks/index.ts'
import { openFor, starsText } from '../../ratings/index.ts'
import { tokenOf } from '../../sidelinks/index.ts'
import type { Random } from '../random.ts'
import type { ReceptionScript } from './script.ts'
import {
  insertAsked,
  insertDecision,
  insertSideLink,
  insertWait,
  membersOf,
  type Past,
  receptionsOf,
  type Said,
  turnsOf,
} from './store.ts'

const minute = 60_000
const patience = { first: 4 * minute, next: 5 * minute }

type Telling = {
  app: App
  script: ReceptionScript
  random: Random
  /** The rule of surgery's pages, and who it leads to. */
  rule: { id: number | undefined; name: string; teamId: number | undefined }
}

/** Says of each reception why its agent got it, how long it waited and how it was, as if that had been kept since. */
export async function tellPast(telling: Telling, people: number[], channel: number): Promise<void> {
  const receptions = await receptionsOf(telling.app.db, people, channel)
  const members = await membersOf(telling.app.db)
  for (const past of receptions) {
    await explain(telling, past, members.get(past.teamId) ?? [])
    await measure(telling, past)
  }
  const ended = receptions.filter(({ closedAt }) => closedAt !== null)
  for (const [index, past] of ended.entries()) await ask(telling, past, index)
  const open = receptions.find(({ closedAt, waitingSince }) => !closedAt && waitingSince)
  if (open) await sendLink(telling, open)
}

/** Surgery by its rule, everybody else by the channel: always to the one who had least to do. */
async function explain({ app, random, rule }: Telling, past: Past, members: number[]) {
  const candidates = members.map((agentId) => {
    const load = agentId === past.agentId ? random.between(0, 2) : random.between(2, 5)
    return { agentId, load, capacity: 6, idleSince: null, given: load, share: 1 }
  })
  const isByRule = past.teamId === rule.teamId
  await insertDecision(app.db, past, {
    step: isByRule ? 'rule' : 'channel',
    ruleId: isByRule ? (rule.id ?? null) : null,
    ruleName: isByRule ? rule.name : '',
    teamId: past.teamId,
    method: 'least-busy',
    candidates,
    left: [],
    agentId: past.agentId,
  })
}

/** One clock from the first word that nobody has answered to the answer. */
async function measure({ app }: Telling, past: Past) {
  const now = app.clock().toISOString()
  let kind: 'first' | 'next' = 'first'
  let from: string | undefined
  for (const { isAsked, at } of await turnsOf(app.db, past.id)) {
    if (isAsked) from ??= at
    else if (from) {
      await insertWait(app.db, past, { kind, from, due: plus(from, patience[kind]), until: at, now })
      ;[kind, from] = ['next', undefined]
    }
  }
  if (from && past.waitingSince)
    await insertWait(app.db, past, { kind, from, due: plus(from, patience[kind]), until: null, now })
}

/** About one in three answers; who was not content is owed a word. */
async function ask({ app, script, random }: Telling, past: Past, index: number) {
  const at = plus(past.closedAt ?? past.openedAt, 5 * minute)
  if (at > app.clock().toISOString()) return
  const said = index % 20 === 3 || index % 3 === 1 ? answer(script, random, { at, index }) : undefined
  const asked = { hash: hashToken(randomToken()), at, until: plus(at, openFor), said }
  await insertAsked(app.db, past, asked)
  if (said && said.stars < 3) await owe({ app }, past, said)
}

function answer(script: ReceptionScript, random: Random, { at, index }: { at: string; index: number }): Said {
  const isLow = index % 20 === 3
  const stars = isLow ? random.between(1, 2) : random.pick([5, 5, 5, 5, 4, 4, 4, 3])
  const isWordy = isLow || random.between(1, 2) === 1
  const words = isWordy && (isLow || stars > 3) ? random.pick(isLow ? script.complaints : script.praise) : ''
  return { stars, met: stars > 2, words, answeredAt: plus(at, random.between(1, 90) * minute) }
}

async function owe({ app }: Pick<Telling, 'app'>, past: Past, { stars, words }: Said) {
  const { personId, id: conversationId, teamId, agentId } = past
  const task = { kind: 'recovery', reason: 'rated', note: `${starsText(stars)} ${words}` } as const
  const at = app.clock().toISOString()
  const dueAt = plus(at, 120 * minute)
  await addTask(app.db, { ...task, personId, conversationId, teamId, agentId, dueAt }, at)
}

async function sendLink({ app }: Telling, past: Past) {
  const at = plus(app.clock().toISOString(), -3 * minute)
  const uid = uuid7()
  const link = { uid, hash: hashToken(tokenOf(app.vault, uid)), at, until: plus(at, 30 * minute) }
  await insertSideLink(app.db, past, link)
}

function plus(at: string, milliseconds: number): string {
  return new Date(Date.parse(at) + milliseconds).toISOString()
}
