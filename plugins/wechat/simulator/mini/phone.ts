import { addressOf } from '../media/routes.ts'
import { publicLimits } from '../media/kinds.ts'
import { show } from '../phone/lines.ts'
import { takePicture } from '../phone/media.ts'
import type { PhoneKind } from '../phone/phone.ts'
import { tell, tellMessage } from '../push/telling.ts'
import type { Fields } from '../wire/fields.ts'
import type { Patient } from '../world/patient.ts'
import { allow, fromMessage } from '../world/window.ts'
import type { World } from '../world/world.ts'
import { showReply } from './reply.ts'

/** The patient's phone in the customer service of a mini program. What `scan` names is the `session-from` of the button. */
export const miniPhone: PhoneKind = {
  view: () => ({ menu: [], can: ['enter', 'say', 'picture', 'scan'], entries: [] }),
  acts: {
    enter: (world, patient) => enter(world, patient, ''),
    scan: (world, patient, { code }) => enter(world, patient, code),
    say: (world, patient, { text }) => {
      show(world, patient, 'patient', { text })
      return message(world, patient, { MsgType: 'text', Content: text })
    },
    picture: async (world, patient, action) => {
      const medium = takePicture(world, publicLimits, action)
      show(world, patient, 'patient', { pictures: [medium.id] })
      const PicUrl = addressOf(world, medium)
      await message(world, patient, { MsgType: 'image', PicUrl, MediaId: medium.id })
    },
  },
}

const fromEntering = { count: 2, seconds: 60 }

async function enter(world: World, patient: Patient, from: string): Promise<void> {
  patient.lastActed = world.clock.now()
  allow(patient.window, 'enter', fromEntering, patient.lastActed)
  world.stage.changed()
  const fields = { MsgType: 'event', Event: 'user_enter_tempsession', SessionFrom: from }
  await tell(world, patient, fields, showReply)
}

async function message(world: World, patient: Patient, fields: Fields): Promise<void> {
  patient.lastActed = world.clock.now()
  allow(patient.window, 'message', fromMessage, patient.lastActed)
  await tellMessage(world, patient, fields, showReply)
}
