import { publicLimits } from '../media/kinds.ts'
import { addressOf } from '../media/routes.ts'
import { show } from '../phone/lines.ts'
import { soundOf, takePicture, takeVoice } from '../phone/media.ts'
import { tellMessage } from '../push/telling.ts'
import type { Fields } from '../wire/fields.ts'
import type { Patient } from '../world/patient.ts'
import { words } from '../world/words.ts'
import { did } from './doing.ts'
import { showReply } from './reply.ts'
import type { Official } from './world.ts'

type File = { name: string; data: Buffer }

/** Words. Like all that is said, they stand on the phone at once; resolves when the account was told once. */
export function sayText(world: Official, patient: Patient, text: string): Promise<void> {
  show(world, patient, 'patient', { text })
  return message(world, patient, { MsgType: 'text', Content: text })
}

/** A picture, which the account can load by its address and by its id. */
export async function sendPicture(world: Official, patient: Patient, file: File): Promise<void> {
  const medium = takePicture(world, publicLimits, file)
  show(world, patient, 'patient', { pictures: [medium.id] })
  await message(world, patient, {
    MsgType: 'image',
    PicUrl: addressOf(world, medium),
    MediaId: medium.id,
  })
}

/** A recording, as AMR. */
export async function sendVoice(world: Official, patient: Patient, file: File): Promise<void> {
  const medium = await takeVoice(world, publicLimits, file)
  show(world, patient, 'patient', { sound: await soundOf(world, medium) })
  await message(world, patient, { MsgType: 'voice', MediaId: medium.id, Format: 'amr' })
}

/** Where the patient is, as a button of the menu has announced. */
export function sendPlace(world: Official, patient: Patient, place: Fields): Promise<void> {
  show(world, patient, 'patient', { card: { title: words.place.name, text: words.place.label } })
  return message(world, patient, { MsgType: 'location', ...place })
}

async function message(world: Official, patient: Patient, fields: Fields): Promise<void> {
  did(world, patient, 'message')
  await tellMessage(world, patient, fields, showReply)
}
