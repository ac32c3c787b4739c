import { uuid7 } from '../../../platform/crypto/index.ts'
import { clinicOf } from '../../clinic/index.ts'
import { houseSays } from '../../conversations/index.ts'
import { countWaiting } from '../store/waiting.ts'
import type { Result, Turn } from './handing.ts'
import { placeTexts } from './telling.ts'

/** Says to those who have just come what a rule says to them, or that more wait for their group than should, or their place. */
export async function greet(turn: Turn, results: Result[]): Promise<void> {
  const { app, trx, now } = turn
  const fresh = results.filter(({ row, choice }) => row.isNew && choice.explanation.agentId === null)
  const crowded = await crowdedGroups(turn, fresh)
  const places = await placeTexts(
    turn,
    fresh.map(({ row }) => row),
  )
  for (const { row, choice } of fresh) {
    const isFull = crowded.has(choice.explanation.teamId ?? 0)
    const text = choice.message ?? (isFull ? await fullText(turn) : places.get(row.id))
    if (text) await houseSays(trx, app, row.id, { uid: uuid7(), text }, now.toISOString())
  }
}

async function crowdedGroups({ trx, world }: Turn, results: Result[]): Promise<Set<number>> {
  const crowded = new Set<number>()
  for (const id of new Set(results.flatMap(({ choice }) => choice.explanation.teamId ?? []))) {
    const most = world.groups.get(id)?.most ?? null
    if (most !== null && (await countWaiting(trx, id)) > most) crowded.add(id)
  }
  return crowded
}

async function fullText({ app, trx }: Turn): Promise<string> {
  const { locale } = await clinicOf(trx)
  return app.i18n.t(locale, 'queue.full')
}
