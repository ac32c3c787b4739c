import type { PhoneAction } from 'qiantai/plugin'
import { addressOf } from '../media/routes.ts'
import { publicLimits } from '../media/kinds.ts'
import { show } from '../phone/lines.ts'
import { soundOf, takePicture, takeVoice } from '../phone/media.ts'
import { type PhoneKind, refusal } from '../phone/phone.ts'
import { tell, tellMessage } from '../push/telling.ts'
import type { Fields } from '../wire/fields.ts'
import type { Patient } from '../world/patient.ts'
import { codeOf, liveCodes } from './codes/code.ts'
import { did } from './doing.ts'
import { itemsOf } from './menu/menu.ts'
import { press } from './menu/press.ts'
import { showReply } from './reply.ts'
import type { Official } from './world.ts'

/** The patient's phone in the chat with a public account. */
export const officialPhone: PhoneKind<Official> = {
  view: (world, patient) => ({
    follows: patient.follow !== undefined,
    menu: patient.follow ? itemsOf(world.menu) : [],
    can: possible(world, patient),
    entries: liveCodes(world).map(({ scene, url }) => ({ code: scene, url })),
  }),
  acts: {
    follow: (world, patient) => follow(world, patient, 'ADD_SCENE_SEARCH'),
    unfollow,
    say: (world, patient, { text }) => {
      show(world, patient, 'patient', { text })
      return message(world, patient, { MsgType: 'text', Content: text })
    },
    picture: async (world, patient, action) => {
      const medium = takePicture(world, publicLimits, { ...action, type: 'picture' })
      show(world, patient, 'patient', { pictures: [medium.id] })
      const PicUrl = addressOf(world, medium)
      await message(world, patient, { MsgType: 'image', PicUrl, MediaId: medium.id })
    },
    voice: async (world, patient, action) => {
      const medium = await takeVoice(world, publicLimits, { ...action, type: 'voice' })
      show(world, patient, 'patient', { sound: await soundOf(world, medium) })
      await message(world, patient, { MsgType: 'voice', MediaId: medium.id, Format: 'amr' })
    },
    scan: (world, patient, { code }) => scan(world, patient, code),
    choose: (world, patient, { path }) => press(world, patient, path),
    answer,
  },
}

function possible({ menu }: Official, { follow: following, lines }: Patient): PhoneAction['type'][] {
  if (!following) return ['follow', 'scan']
  const choose: PhoneAction['type'][] = menu ? ['choose'] : []
  const reply: PhoneAction['type'][] = lines.some(({ choices }) => choices) ? ['answer'] : []
  return ['say', 'picture', 'voice', 'scan', ...choose, ...reply, 'unfollow']
}

async function message(world: Official, patient: Patient, fields: Fields): Promise<void> {
  did(world, patient, 'message')
  await tellMessage(world, patient, fields, showReply)
}

async function follow(
  world: Official,
  patient: Patient,
  scene: string,
  code = '',
  through: Fields = { EventKey: '' },
): Promise<void> {
  patient.follow = { since: world.clock.now(), scene, code }
  did(world, patient, 'follow')
  world.stage.changed()
  await tell(world, patient, { MsgType: 'event', Event: 'subscribe', ...through }, showReply)
}

/** They leave, and may not be written to any more. */
async function unfollow(world: Official, patient: Patient): Promise<void> {
  patient.follow = undefined
  patient.left = true
  patient.window.clear()
  world.stage.changed()
  await tell(world, patient, { MsgType: 'event', Event: 'unsubscribe', EventKey: '' }, showReply)
}

/** Scanning a code follows, or, for a follower, only tells where they stand. */
async function scan(world: Official, patient: Patient, scene: string): Promise<void> {
  const code = codeOf(world, scene)
  if (!code) throw refusal('code')
  const Ticket = code.ticket
  did(world, patient, 'scan')
  if (!patient.follow)
    return follow(world, patient, 'ADD_SCENE_QR_CODE', scene, { EventKey: `qrscene_${scene}`, Ticket })
  world.stage.changed()
  await tell(world, patient, { MsgType: 'event', Event: 'SCAN', EventKey: scene, Ticket }, showReply)
}

/** Touching an answer says its words; it allows what pressing the menu does. */
async function answer(world: Official, patient: Patient, { line, id }: PhoneAction & { type: 'answer' }) {
  const choices = patient.lines.find((shown) => shown.id === line)?.choices
  const choice = choices?.find((offered) => offered.id === id)
  if (!choice) throw refusal('answer')
  show(world, patient, 'patient', { text: choice.text })
  did(world, patient, 'choose')
  const fields = { MsgType: 'text', Content: choice.text, bizmsgmenuid: choice.id }
  await tellMessage(world, patient, fields, showReply)
}
