import sharp from 'sharp'
import { type Answer, ok, page } from '../api/answer.ts'
import type { Call } from '../api/call.ts'
import { listOf, numberOf } from '../api/reading.ts'
import { refuse } from '../api/refusal.ts'
import type { Patient } from '../world/patient.ts'
import type { Kefu } from './world.ts'

const batchLimit = 100

/** `customer/batchget`: names and pictures, which a public account is not told. */
export function customers(world: Kefu, call: Call): Answer {
  const body = call.json()
  const asked = listOf(body, 'external_userid_list').map(String)
  if (asked.length === 0 || asked.length > batchLimit) throw refuse(40058)
  const found = asked.flatMap((id) => world.people.withId(id) ?? [])
  const context = numberOf(body, 'need_enter_session_context') === 1
  return {
    ...ok,
    customer_list: found.map((patient) => describe(world, patient, context)),
    invalid_external_userid: asked.filter((id) => !world.people.withId(id)),
  }
}

function describe(world: Kefu, patient: Patient, context: boolean): Record<string, unknown> {
  const entrance = world.entrances.get(patient.id)
  return {
    external_userid: patient.id,
    nickname: patient.name,
    avatar: `${world.stage.address}/avatar?id=${patient.id}`,
    gender: 2,
    unionid: patient.unionid,
    ...(context &&
      entrance && { enter_session_context: { scene: entrance.scene, scene_param: entrance.scene_param } }),
  }
}

/** Refuses (40096) an id that is nobody's. */
export function customerOf(world: Kefu, id: string): Patient {
  const patient = world.people.withId(id)
  if (!patient) throw refuse(40096)
  return patient
}

/** A patient's picture of themselves, which needs no token. */
export async function avatar(world: Kefu, { query }: Call): Promise<Answer> {
  if (!world.people.withId(query.id ?? '')) return page(404, {})
  const picture = await sharp(Buffer.from(portrait)).jpeg().toBuffer()
  return page(200, { 'content-type': 'image/jpeg' }, picture)
}

const portrait = `<svg xmlns="http://www.w3.org/2000/svg" width="132" height="132">
  <rect width="132" height="132" fill="#f3d9cf"/>
  <circle cx="66" cy="52" r="26" fill="#b9786a"/>
  <ellipse cx="66" cy="124" rx="46" ry="40" fill="#b9786a"/>
</svg>`
