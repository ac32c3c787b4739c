import type { Patient } from '../world/patient.ts'
import { allow, type Allowance, fromMessage } from '../world/window.ts'
import type { World } from '../world/world.ts'

/** What a follower's doing allows. */
const allowances = {
  message: fromMessage,
  choose: { count: 3, seconds: 60 },
  follow: { count: 3, seconds: 60 },
  scan: { count: 3, seconds: 60 },
} satisfies Record<string, Allowance>

/** The patient did this: answers are allowed. */
export function did(world: World, patient: Patient, doing: keyof typeof allowances): void {
  patient.lastActed = world.clock.now()
  allow(patient.window, doing, allowances[doing], world.clock.now())
}
