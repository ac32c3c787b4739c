import type { Candidate } from './decision.ts'
import type { Method } from './settings.ts'

/** Who of these gets it; undefined where there is nobody. Of equals it is the one with the smaller id. */
export function chosen<C extends Candidate>(method: Method, candidates: C[]): C | undefined {
  return candidates.toSorted((one, other) => orders[method](one, other) || one.agentId - other.agentId)[0]
}

type Order = (one: Candidate, other: Candidate) => number

const byBusiness: Order = (one, other) => one.load / one.capacity - other.load / other.capacity

const byRest: Order = ({ idleSince: one }, { idleSince: other }) => {
  if (one === other) return 0
  if (one === null || other === null) return one === null ? -1 : 1
  return one < other ? -1 : 1
}

/** Whoever has had the least of their share is next. */
const byShare: Order = (one, other) => one.given / one.share - other.given / other.share

const orders: Record<Method, Order> = {
  'least-busy': (one, other) => byBusiness(one, other) || byRest(one, other),
  'longest-idle': (one, other) => byRest(one, other) || byBusiness(one, other),
  weighted: (one, other) => byShare(one, other) || byBusiness(one, other),
}
