import { show } from '../phone/lines.ts'
import type { Patient } from '../world/patient.ts'
import { seconds } from '../world/clock.ts'
import { words } from '../world/words.ts'
import type { World } from '../world/world.ts'
import type { Fields } from '../wire/fields.ts'
import { envelopeOf } from './envelope.ts'
import { passiveReply } from './passive.ts'
import type { Posted } from './post.ts'
import { send } from './pushing.ts'

/** What becomes of a reply in the answer to a push. Answers false where it is no good one. */
export type ShowReply<W extends World> = (
  world: W,
  patient: Patient,
  reply: Record<string, unknown>,
) => Promise<boolean>

/** A message of the patient: a push with an id. Resolves when the account was told once. */
export function tellMessage<W extends World>(
  world: W,
  patient: Patient,
  fields: Fields,
  showReply: ShowReply<W>,
): Promise<void> {
  return tell(world, patient, { ...fields, MsgId: world.nextId() }, showReply)
}

/** Anything that the patient did: a push with their name and the time, and no id. Resolves when the account was told once. */
export function tell<W extends World>(
  world: W,
  patient: Patient,
  fields: Fields,
  showReply: ShowReply<W>,
): Promise<void> {
  const whole = {
    ToUserName: world.account.original,
    FromUserName: patient.id,
    CreateTime: seconds(world.clock.outside()),
    ...fields,
  }
  return send(world, envelopeOf(world, patient.id, whole), (answer) =>
    hear(world, patient, answer, showReply),
  )
}

async function hear<W extends World>(
  world: W,
  patient: Patient,
  answer: Posted | undefined,
  showReply: ShowReply<W>,
): Promise<void> {
  const reply = answer ? passiveReply(world, patient, answer.body) : 'garbage'
  if (reply === undefined) return
  if (reply === 'garbage' || !(await showReply(world, patient, reply)))
    show(world, patient, 'provider', { text: words.broken })
}
