import type { PhoneLine } from 'qiantai/plugin'
import type { Patient } from '../world/patient.ts'
import type { World } from '../world/world.ts'

/** What stands in a line, beside its id and time. */
export type LineContent = Omit<PhoneLine, 'id' | 'at' | 'from'>

/** Puts a line on a patient's phone. Answers its id. */
export function show(world: World, patient: Patient, from: PhoneLine['from'], content: LineContent): string {
  const id = String(world.nextId())
  patient.lines.push({ ...content, id, from, at: world.clock.now() })
  world.stage.changed()
  return id
}
