import type { PhoneAction } from 'qiantai/plugin'
import { corpLimits } from '../media/kinds.ts'
import { chosen, isAsked } from '../phone/choices.ts'
import { show } from '../phone/lines.ts'
import { soundOf, takePicture, takeVoice } from '../phone/media.ts'
import type { PhoneKind } from '../phone/phone.ts'
import { hour } from '../world/clock.ts'
import { randomId } from '../world/ids.ts'
import type { Patient } from '../world/patient.ts'
import { allow, fromMessage } from '../world/window.ts'
import { readWay } from './accounts.ts'
import { happened, said } from './ring.ts'
import { type Kefu, stateOf } from './world.ts'

/** The patient's phone in a chat of 微信客服: anybody may come in, without following. */
export const kefuPhone: PhoneKind<Kefu> = {
  view: (world, patient) => ({
    menu: [],
    can: possible(patient),
    entries: [...world.ways].flatMap(([code, url]) => (code ? { code, url } : [])),
  }),
  acts: {
    enter: (world, patient) => enter(world, patient, { scene: '', scene_param: '' }),
    scan: (world, patient, { code }) => enter(world, patient, readWay(world, code)),
    say: (world, patient, { text }) => {
      show(world, patient, 'patient', { text })
      return message(world, patient, 'text', { content: text })
    },
    picture: async (world, patient, action) => {
      const medium = takePicture(world, corpLimits, action)
      show(world, patient, 'patient', { pictures: [medium.id] })
      await message(world, patient, 'image', { media_id: medium.id })
    },
    voice: async (world, patient, action) => {
      const medium = await takeVoice(world, corpLimits, action)
      show(world, patient, 'patient', { sound: await soundOf(world, medium) })
      await message(world, patient, 'voice', { media_id: medium.id })
    },
    answer,
  },
}

const welcomeLasts = 20_000
const quietFor = 48 * hour

function possible(patient: Patient): PhoneAction['type'][] {
  const reply: PhoneAction['type'][] = isAsked(patient) ? ['answer'] : []
  return ['enter', 'say', 'picture', 'voice', 'scan', ...reply]
}

/** Coming in: the account may greet whoever was quiet for 48 hours and had no greeting in that time. */
async function enter(
  world: Kefu,
  patient: Patient,
  way: { scene: string; scene_param: string },
): Promise<void> {
  const now = world.clock.now()
  const greeted = world.entrances.get(patient.id)?.greeted ?? 0
  const quiet = Math.max(greeted, patient.lastActed) + quietFor <= now
  const welcome_code = quiet ? randomId('', 32) : undefined
  if (welcome_code) world.welcomes.set(welcome_code, { patient, until: now + welcomeLasts })
  world.entrances.set(patient.id, { ...way, greeted: quiet ? now : greeted })
  world.stage.changed()
  await happened(world, patient, 'enter_session', { ...way, ...(welcome_code && { welcome_code }) })
}

/** A message begins a new session where the last has ended. */
async function message(world: Kefu, patient: Patient, msgtype: string, content: object): Promise<void> {
  patient.lastActed = world.clock.now()
  allow(patient.window, 'message', fromMessage, patient.lastActed)
  if (stateOf(world, patient) === 4) world.states.set(patient.id, 0)
  await said(world, patient, { msgtype, [msgtype]: content })
}

async function answer(world: Kefu, patient: Patient, action: PhoneAction & { type: 'answer' }) {
  const choice = chosen(patient, action)
  show(world, patient, 'patient', { text: choice.text })
  await message(world, patient, 'text', { content: choice.text, menu_id: choice.id })
}
