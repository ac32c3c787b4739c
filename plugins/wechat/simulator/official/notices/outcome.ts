import { tell } from '../../push/telling.ts'
import type { Fields } from '../../wire/fields.ts'
import type { Patient } from '../../world/patient.ts'
import { showReply } from '../reply.ts'
import type { Official } from '../world.ts'
import type { Template } from './templates.ts'

/** Tells the account what became of a template message. */
export function tellFinished(world: Official, patient: Patient, msgid: bigint): void {
  const Status = patient.refuses ? 'failed:user block' : 'success'
  later(world, patient, { Event: 'TEMPLATESENDJOBFINISH', MsgID: msgid, Status })
}

/** Tells the account that a subscription notice has arrived. */
export function tellSubscribed(world: Official, patient: Patient, { id }: Template): void {
  const List = { TemplateId: id, MsgID: world.nextId(), ErrorCode: 0, ErrorStatus: 'success' }
  later(world, patient, { Event: 'subscribe_msg_sent_event', SubscribeMsgSentEvent: { List } })
}

/** The patient ticks a notice in a popup of the clinic's page, or refuses it. */
export function answerPopup(
  world: Official,
  patient: Patient,
  template: string,
  accept: boolean,
): Promise<void> {
  if (accept) patient.agreed.set(template, (patient.agreed.get(template) ?? 0) + 1)
  const SubscribeStatusString = accept ? 'accept' : 'reject'
  const List = { TemplateId: template, SubscribeStatusString, PopupScene: 1 }
  const fields = { Event: 'subscribe_msg_popup_event', SubscribeMsgPopupEvent: { List } }
  return tell(world, patient, { MsgType: 'event', ...fields }, showReply)
}

function later(world: Official, patient: Patient, fields: Fields): void {
  world.work.soon(() => tell(world, patient, { MsgType: 'event', ...fields }, showReply))
}
