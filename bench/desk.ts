import { randomUUID } from 'node:crypto'
import { receive } from '../core/modules/conversations/index.ts'
import type { App } from '../core/module.ts'
import { type Clinic, openClinic } from '../test/support/clinic.ts'
import { medianTime, type Options, type Row } from './figure.ts'

const conversations = 200

/** Milliseconds to draw the desk with 200 receptions waiting, beside the same desk with none. */
export async function measure({ quick }: Options): Promise<Row[]> {
  const clinic = await openClinic()
  const times = quick ? 20 : 100
  const lin = await clinic.agent('lin')
  const draw = () => lin.page('/desk?view=all')
  const empty = await medianTime(times, draw)
  await fill(clinic)
  const full = await medianTime(times, draw)
  const { id } = await clinic.app().db('conversation').first('id')
  const one = await medianTime(times, () => lin.page(`/conversations/${id}?view=all`))
  await clinic.stop()
  const beside = { name: 'empty desk', value: empty }
  return [
    { name: 'desk with 200 conversations', value: full, unit: 'ms', beside },
    { name: 'and one of them open', value: one, unit: 'ms', beside },
  ]
}

async function fill(clinic: Clinic) {
  const app: App = clinic.app()
  const channel = await app.db('channel').first('id')
  const visitors = Array.from({ length: conversations }, (_, index) => `visitor-${index}`)
  for (const text of ['您好，热玛吉怎么收费？', '周末可以过来看看吗？', '好的，谢谢']) {
    await Promise.all(visitors.map((who) => receive(app, channel, { who, uid: randomUUID(), text })))
  }
  await clinic.settle()
}
