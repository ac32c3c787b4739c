import type { Answer } from '../../api/answer.ts'
import { ok } from '../../api/answer.ts'
import type { Call } from '../../api/call.ts'
import { recordOf, textOf } from '../../api/reading.ts'
import { refuse } from '../../api/refusal.ts'
import type { Routes } from '../../api/server.ts'
import { recipient } from '../../custom/send.ts'
import { show } from '../../phone/lines.ts'
import { minute } from '../../world/clock.ts'
import type { Patient } from '../../world/patient.ts'
import { words } from '../../world/words.ts'
import type { Official } from '../world.ts'
import { tellFinished, tellSubscribed } from './outcome.ts'
import { type Template, templates } from './templates.ts'
import { fillIn, readValues } from './values.ts'

/** Template messages, and subscription notices, which need the patient's leave each time. */
export const noticeRoutes: Routes<Official> = {
  'GET /cgi-bin/template/get_all_private_template': listTemplates,
  'GET /cgi-bin/template/get_industry': () => ({
    primary_industry: { first_class: words.industry.first, second_class: words.industry.second },
  }),
  'POST /cgi-bin/message/template/send': sendTemplate,
  'GET /wxaapi/newtmpl/gettemplate': listSubscriptions,
  'POST /cgi-bin/message/subscribe/bizsend': sendSubscription,
}

const samePeriod = 10 * minute

function listTemplates(): Answer {
  const list = templates.filter(({ subscribed }) => !subscribed)
  return {
    template_list: list.map(({ id, title, content, example }) => ({
      template_id: id,
      title,
      primary_industry: words.industry.first,
      deputy_industry: words.industry.second,
      content,
      example,
    })),
  }
}

function listSubscriptions(): Answer {
  const data = templates
    .filter(({ subscribed }) => subscribed)
    .map(({ id, title, content, example }) => ({ priTmplId: id, title, content, example, type: 2 }))
  return { ...ok, data }
}

function sendTemplate(world: Official, call: Call): Answer {
  const body = call.json()
  const patient = recipient(world, body)
  if (!patient.follow) throw refuse(43004)
  const template = templateOf(body, false)
  const text = fillIn(template, readValues(template, body.data))
  const mark = textOf(body, 'client_msg_id')
  const before = mark ? world.notices.get(`${patient.id} ${mark}`) : undefined
  if (before && before.at + samePeriod > world.clock.now()) return { ...ok, msgid: before.msgid }
  const msgid = world.nextId()
  if (mark) world.notices.set(`${patient.id} ${mark}`, { msgid, at: world.clock.now() })
  if (!patient.refuses) showNotice(world, patient, template, text, body)
  tellFinished(world, patient, msgid)
  return { ...ok, msgid }
}

function sendSubscription(world: Official, call: Call): Answer {
  const body = call.json()
  const patient = recipient(world, body)
  const template = templateOf(body, true)
  const text = fillIn(template, readValues(template, body.data))
  const left = patient.agreed.get(template.id) ?? 0
  if (left < 1) throw refuse(43101)
  patient.agreed.set(template.id, left - 1)
  showNotice(world, patient, template, text, body)
  tellSubscribed(world, patient, template)
  return ok
}

function templateOf(body: unknown, subscribed: boolean): Template {
  const id = textOf(body, 'template_id')
  const template = templates.find((known) => known.id === id && Boolean(known.subscribed) === subscribed)
  if (!template) throw refuse(40037)
  return template
}

function showNotice(
  world: Official,
  patient: Patient,
  { title }: Template,
  text: string,
  body: unknown,
): void {
  const url = textOf(body, 'url') || textOf(body, 'page') || textOf(recordOf(body, 'miniprogram'), 'pagepath')
  show(world, patient, 'clinic', { card: { title, text, url: url || undefined } })
}
