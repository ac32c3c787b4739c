import { createHmac } from 'node:crypto'
import Joi from 'joi'
import { same, type Vault } from '../../crypto/index.ts'

/**
 * One trip of a browser to a provider and back: which customer of which account of ours makes it (ids), to which account,
 * and the path that it ends on. `until` in milliseconds since 1970.
 */
export type Trip = { from: number; who: string; to: number; back: string; until: number }

const schema = Joi.object<Trip>({
  from: Joi.number().required(),
  who: Joi.string().required(),
  to: Joi.number().required(),
  back: Joi.string().required(),
  until: Joi.number().required(),
})

/**
 * The ticket stays in the browser that begins the trip, as a cookie; the provider only carries a number that belongs to
 * it, in letters and digits. Whoever has just one of the two gets nowhere: nobody can send somebody else on their trip.
 */
export function issue(vault: Vault, trip: Trip): { ticket: string; state: string } {
  const ticket = vault.seal(JSON.stringify(trip))
  return { ticket, state: stateOf(vault, ticket) }
}

/** The trip of this ticket and state, or undefined where they do not belong together or its time is over. */
export function redeem(
  vault: Vault,
  { ticket, state, now }: { ticket: string; state: string; now: number },
): Trip | undefined {
  if (!same(state, stateOf(vault, ticket))) return undefined
  const { error, value } = schema.validate(JSON.parse(vault.open(ticket)))
  return error || value.until < now ? undefined : value
}

function stateOf(vault: Vault, ticket: string): string {
  return createHmac('sha256', vault.derive('links')).update(ticket).digest('hex')
}
