import { audit } from '../../agents/index.ts'
import { masked } from '../../people/index.ts'
import type { Fact } from '../engine/index.ts'
import type { Doing } from '../runtime/doing.ts'

/** Who listens to a call, takes it from a colleague or hands it on, is written down. */
export async function keepAudit({ trx, was, live, at }: Doing, fact: Fact): Promise<void> {
  const object = `call:${was.id}`
  if (fact.type === 'supervised') {
    const { agentId, mode } = fact
    const detail = { ...(was.agentId !== null && { agent: `agent:${was.agentId}` }) }
    const ip = live.supervisedFrom?.[agentId]
    await audit(trx, { actor: `agent:${agentId}`, ip, action: `call.${mode}`, object, detail }, at)
  }
  if (fact.type === 'handed' && fact.how !== 'take-over') {
    const detail = receiver(fact.to)
    await audit(trx, { actor: `agent:${fact.from}`, action: 'call.handed', object, detail }, at)
  }
}

function receiver(to: number | { number: string }): object {
  return typeof to === 'number' ? { agent: `agent:${to}` } : { number: masked('phone', to.number) }
}
