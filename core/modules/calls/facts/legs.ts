import type { Fact } from '../engine/index.ts'
import type { Doing } from '../runtime/doing.ts'
import { ensureLeg, updateLeg } from '../store/legs.ts'

/** Phones that ring, answer and are hung up. */
export async function keepLegs({ trx, was, at }: Doing, fact: Fact): Promise<void> {
  if (fact.type !== 'leg') return
  const { leg, party } = fact
  const agentId = 'agentId' in fact ? fact.agentId : undefined
  const number = 'number' in fact ? fact.number : undefined
  await ensureLeg(trx, { callId: was.id, leg, party, agentId, number }, at)
  if (fact.is === 'ringing') await updateLeg(trx, leg, { ringingAt: at })
  if (fact.is === 'answered') await updateLeg(trx, leg, { answeredAt: at })
  if (fact.is === 'ended') {
    const { cause, code = null } = fact
    await updateLeg(trx, leg, { party, endedAt: at, cause, code })
  }
}
