import { setTimeout as pause } from 'node:timers/promises'
import { type Answer, ok } from '../api/answer.ts'
import type { Call } from '../api/call.ts'
import { textOf } from '../api/reading.ts'
import { refuse } from '../api/refusal.ts'
import type { World } from '../world/world.ts'
import { recipient } from './send.ts'

const lasts = 15_000
const afterActing = 30_000

/** `message/custom/typing`: shown for 15 s, to a customer who did something within the last 30 s. */
export function typing(world: World, call: Call): Answer {
  const body = call.json()
  const patient = recipient(world, body)
  const now = world.clock.now()
  patient.typingUntil = commands[textOf(body, 'command')]?.(now, patient) ?? unknownCommand()
  world.stage.changed()
  void tellWhenOver(world)
  return ok
}

/** The phone shows by itself that nobody writes any more. */
async function tellWhenOver({ stage, work }: World): Promise<void> {
  const over = await pause(lasts, true, { signal: work.signal, ref: false }).catch(() => false)
  if (over) stage.changed()
}

type Command = (now: number, patient: { lastActed: number; typingUntil: number }) => number

const commands: Record<string, Command | undefined> = {
  CancelTyping: () => 0,
  Typing(now, { lastActed, typingUntil }) {
    if (lastActed + afterActing <= now) throw refuse(45080)
    if (typingUntil > now) throw refuse(45081)
    return now + lasts
  },
}

function unknownCommand(): never {
  throw refuse(45072)
}
