import type { App } from '../../../core/module.ts'
import { type Flow, type HouseSound, pushPhones } from '../../../core/modules/lines/index.ts'
import { addSound } from '../../../core/modules/lines/service/sounds.ts'
import { insertId, json } from '../../../core/platform/db/index.ts'
import type { Phone as PhoneOfStaff } from '../../../core/plugin/index.ts'
import { staff } from '../../../core/testing/index.ts'
import { tone } from './audio/tones.ts'
import { wav } from './audio/wav.ts'
import type { Exchange } from './exchange.ts'
import { openDeskPhone, openWebPhone, type Phone } from './phones/index.ts'

/** Who does what is done in the name of nobody of staff. */
export const admin = { actor: 'agent:1', ip: '127.0.0.1' }

/** The number of the clinic's line as its carrier dials it. */
export const ours = '02161234567'

/** How the phones of staff are set up: hao answers in the browser, mei at her desk. Each speaks with a tone of its own. */
const extensions = {
  hao: { number: '8001', device: 'browser', voice: 880, host: '127.0.0.3' },
  mei: { number: '8002', device: 'desk', voice: 1300, host: '127.0.0.4' },
  lin: { number: '8003', device: 'desk', voice: 1700, host: '127.0.0.5' },
} as const
export type Seated = keyof typeof extensions
const seated = ['hao', 'mei', 'lin'] as const

/** What the house says here, in tones (Hz) of a quarter of a second that no phone speaks with. */
export const words = {
  notice: 1000,
  voicemail: 1100,
  goodbye: 1200,
  'callback-done': 1400,
  'callback-offer': 1500,
  'place-ahead': 1600,
  'place-next': 1650,
  'place-people': 1750,
  'number-1': 1800,
  menu: 1900,
  invalid: 2000,
  beep: 2100,
  closed: 2200,
  greeting: 2300,
} satisfies Partial<Record<HouseSound, number>>

/** Gives a clinic its words, its line and everybody's extension. Answers the flow of the line. */
export async function equip(app: App, channelId: number): Promise<number> {
  for (const [name, hz] of Object.entries(words))
    await addSound(app, admin, { name, data: wav(tone(hz, 0.25)), key: name as keyof typeof words })
  for (const name of seated) await addExtension(app, channelId, name)
  await pushPhones(app.db, channelId, app.clock().toISOString())
  return addLine(app, channelId)
}

/** Straight into the queue, at any hour; the notice is said, so calls are recorded. */
export function plain(teamId: number): Flow {
  return {
    notice: { house: 'notice' },
    hours: 'always',
    start: { to: 'queue', teamId },
    closed: { to: 'callback', teamId },
    menus: {},
  }
}

/** Everybody's phone, registered with the secret that the house gave it; the exchange has to know them. */
export async function openPhones(exchange: Exchange, phones: PhoneOfStaff[]): Promise<Record<Seated, Phone>> {
  const open = (name: Seated) => {
    const { number, device, voice, host } = extensions[name]
    const own = device === 'browser' ? `${number}-web` : number
    const secret = phones.find((phone) => phone.name === own)?.secret ?? ''
    return (device === 'browser' ? openWebPhone : openDeskPhone)(exchange, { name: own, secret, voice, host })
  }
  const [hao, mei, lin] = await Promise.all([open('hao'), open('mei'), open('lin')])
  return { hao, mei, lin }
}

/** Are the phones there that their owners have chosen? */
export async function areThere(db: App['db']): Promise<boolean> {
  const rows = await db('extension')
  return rows.every((row) => row[`${row.device}_online`] === 1)
}

async function addExtension(app: App, channelId: number, name: Seated) {
  const { number, device } = extensions[name]
  const { id } = await app.db('agent').where({ email: staff[name].email }).first('id')
  const secret = app.vault.seal(`secret-of-${name}`)
  const extension = { channel_id: channelId, agent_id: id, number, device, secret }
  await app.db('extension').insert({ ...extension, created_at: app.clock().toISOString() })
}

async function addLine(app: App, channelId: number): Promise<number> {
  const at = app.clock().toISOString()
  const { id: teamId } = await app.db('team').first('id')
  const definition = json.write(plain(teamId))
  const flowId = await insertId(app.db, 'call_flow', { name: '总机', definition, updated_at: at })
  const line = { channel_id: channelId, number: '+862161234567', name: '总机', area: '021', flow_id: flowId }
  await app.db('line').insert({ ...line, most: 60, created_at: at })
  return flowId
}
