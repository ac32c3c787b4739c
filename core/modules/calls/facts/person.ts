import { personChanged } from '../../people/index.ts'
import type { Fact } from '../engine/index.ts'
import type { Doing } from '../runtime/doing.ts'

/** Who has a customer's details open sees whether they are on the telephone just now. */
export async function keepPerson({ was, told }: Doing, { type }: Fact): Promise<void> {
  if (was.personId !== null && (type === 'answered' || type === 'ended'))
    told.push(personChanged(was.personId))
}
