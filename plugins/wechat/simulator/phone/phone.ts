import type { PhoneAction, PhoneView, SimulatedPhone } from 'qiantai/plugin'
import type { Patient } from '../world/patient.ts'
import { allowance } from '../world/window.ts'
import type { World } from '../world/world.ts'

type Type = PhoneAction['type']
type Act<W, T extends Type> = (world: W, patient: Patient, action: PhoneAction & { type: T }) => Promise<void>

/** What can be done on the phone of one kind of account. What is missing cannot be done. */
export type Acts<W = World> = { [T in Type]?: Act<W, T> }

export type PhoneKind<W = World> = {
  acts: Acts<W>
  /** What is particular about this kind's screen. */
  view: (world: W, patient: Patient) => Pick<PhoneView, 'follows' | 'menu' | 'can' | 'entries'>
}

/** The phone of one patient. `id` and `unionid` are theirs, as the provider tells them. */
export type PatientPhone = SimulatedPhone & { id: string; unionid: string }

/** The key of what a phone says where the provider lets a patient not do something. */
export const refusal = (reason: string) => new Error(`wechat:rehearsal.refused.${reason}`)

/** The phone of a patient, in the chat with this kind of account. */
export function createPhone<W extends World>(world: W, patient: Patient, kind: PhoneKind<W>): PatientPhone {
  return {
    id: patient.id,
    unionid: patient.unionid,
    show: () => viewOf(world, patient, kind),
    act: async (action) => (action.type === 'pass' ? pass(world, action) : act(world, patient, kind, action)),
    media: (id) => world.media.ever(id),
  }
}

async function act<W extends World, T extends Type>(
  world: W,
  patient: Patient,
  kind: PhoneKind<W>,
  action: PhoneAction & { type: T },
): Promise<void> {
  const perform: Act<W, T> | undefined = kind.acts[action.type]
  if (!perform || !kind.view(world, patient).can.includes(action.type)) throw refusal(action.type)
  await perform(world, patient, action)
}

function pass(world: World, { seconds }: PhoneAction & { type: 'pass' }): void {
  world.clock.pass(seconds)
  world.stage.changed()
}

function viewOf<W extends World>(world: W, patient: Patient, kind: PhoneKind<W>): PhoneView {
  const { clock } = world
  const { can, ...own } = kind.view(world, patient)
  const open = allowance(patient.window, clock.now())
  return {
    title: world.account.title,
    ...own,
    lines: patient.lines.map((line) => ({ ...line, at: clock.seen(line.at) })),
    can: [...can, 'pass'],
    window: open && { left: open.left, until: clock.seen(open.until) },
    clinicTypes: patient.typingUntil > clock.now(),
  }
}
