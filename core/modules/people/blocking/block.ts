import { later } from '../../../platform/time.ts'

/** How long somebody can be kept away, in hours; null until it is lifted. Labels: `blocking.span.<span>`. */
export const spans = { hour: 1, day: 24, month: 30 * 24, ever: null } as const
export type Span = keyof typeof spans

/** A person whom nobody receives. `until` null: until it is lifted; `refused`: what was turned away meanwhile. */
export type Block = {
  id: number
  personId: number
  agentId: number
  reason: string
  since: string
  until: string | null
  liftedAt: string | null
  liftedBy: number | null
  liftedReason: string | null
  refused: number
}

const hour = 60 * 60_000

/** When a block of this span ends by itself; null where it does not. ISO 8601 UTC. */
export function endOf(span: Span, at: string): string | null {
  const hours = spans[span]
  return hours === null ? null : later(at, hours * hour)
}

/** Does it hold at this moment? */
export function holds({ until, liftedAt }: Pick<Block, 'until' | 'liftedAt'>, at: string): boolean {
  return liftedAt === null && (until === null || until > at)
}
