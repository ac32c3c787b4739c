import type { PhoneAction } from 'qiantai/plugin'
import { chosen, isAsked } from '../phone/choices.ts'
import { show } from '../phone/lines.ts'
import { type PhoneKind, refusal } from '../phone/phone.ts'
import { tell, tellMessage } from '../push/telling.ts'
import type { Fields } from '../wire/fields.ts'
import type { Patient } from '../world/patient.ts'
import { codeOf, liveCodes } from './codes/code.ts'
import { did } from './doing.ts'
import { itemsOf } from './menu/menu.ts'
import { press } from './menu/press.ts'
import { showReply } from './reply.ts'
import { sayText, sendPicture, sendVoice } from './saying.ts'
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
    say: (world, patient, { text }) => sayText(world, patient, text),
    picture: sendPicture,
    voice: sendVoice,
    scan: (world, patient, { code }) => scan(world, patient, code),
    choose: (world, patient, { path }) => press(world, patient, path),
    answer,
  },
}

function possible({ menu }: Official, patient: Patient): PhoneAction['type'][] {
  if (!patient.follow) return ['follow', 'scan']
  const choose: PhoneAction['type'][] = menu ? ['choose'] : []
  const reply: PhoneAction['type'][] = isAsked(patient) ? ['answer'] : []
  return ['say', 'picture', 'voice', 'scan', ...choose, ...reply, 'unfollow']
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
async function scan(world: Official, patient: Patient, sought: string): Promise<void> {
  const code = codeOf(world, sought)
  if (!code) throw refusal('code')
  const { scene, ticket: Ticket } = code
  did(world, patient, 'scan')
  if (!patient.follow)
    return follow(world, patient, 'ADD_SCENE_QR_CODE', scene, { EventKey: `qrscene_${scene}`, Ticket })
  world.stage.changed()
  await tell(world, patient, { MsgType: 'event', Event: 'SCAN', EventKey: scene, Ticket }, showReply)
}

/** Touching an answer says its words; it allows what pressing the menu does. */
async function answer(world: Official, patient: Patient, action: PhoneAction & { type: 'answer' }) {
  const choice = chosen(patient, action)
  show(world, patient, 'patient', { text: choice.text })
  did(world, patient, 'choose')
  const fields = { MsgType: 'text', Content: choice.text, bizmsgmenuid: choice.id }
  await tellMessage(world, patient, fields, showReply)
}
