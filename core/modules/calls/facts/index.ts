import type { Fact } from '../engine/index.ts'
import type { Doing } from '../runtime/doing.ts'
import { keepAgents } from './agents.ts'
import { keepAudit } from './audit.ts'
import { keepCode } from './code.ts'
import { keepConversation } from './conversation.ts'
import { keepLegs } from './legs.ts'
import { keepOwed } from './owed.ts'
import { keepPerson } from './person.ts'
import { keepRecordings } from './recordings.ts'
import { keepTimes } from './times.ts'

/** In this order for each fact: what a call is decides what becomes of its agents. */
const keepers = [
  keepLegs,
  keepTimes,
  keepAgents,
  keepConversation,
  keepCode,
  keepRecordings,
  keepOwed,
  keepPerson,
  keepAudit,
]

/** Makes everything true in the database that a step says has become true, in order. */
export async function keepFacts(doing: Doing, facts: Fact[]): Promise<void> {
  for (const fact of facts) for (const keep of keepers) await keep(doing, fact)
}
