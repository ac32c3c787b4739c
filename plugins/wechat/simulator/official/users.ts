import type { Answer } from '../api/answer.ts'
import { ok } from '../api/answer.ts'
import type { Call } from '../api/call.ts'
import { listOf, textOf } from '../api/reading.ts'
import { refuse } from '../api/refusal.ts'
import type { Routes } from '../api/server.ts'
import { seconds } from '../world/clock.ts'
import type { Patient } from '../world/patient.ts'
import type { Official } from './world.ts'

/** What the platform tells of followers: no name and no picture, since 2021. */
export const userRoutes: Routes<Official> = {
  'GET /cgi-bin/user/info': (world, { query }) => infoOf(world, query.openid ?? '', query.lang),
  'POST /cgi-bin/user/info/batchget': batch,
  'GET /cgi-bin/user/get': list,
  'POST /cgi-bin/user/info/updateremark': remark,
}

const batchLimit = 100
const pageLimit = 10_000

function infoOf(world: Official, openid: string, language = 'zh_CN'): Answer {
  const patient = patientOf(world, openid)
  const { id, unionid, follow } = patient
  if (!follow) return { subscribe: 0, openid: id, unionid }
  return { subscribe: 1, openid: id, language, ...following(world, patient, follow), unionid }
}

function following(world: Official, { remark }: Patient, follow: NonNullable<Patient['follow']>) {
  const numeric = /^\d+$/.test(follow.code) ? Number(follow.code) : 0
  return {
    subscribe_time: seconds(world.clock.seen(follow.since)),
    remark,
    groupid: 0,
    tagid_list: [],
    subscribe_scene: follow.scene,
    qr_scene: numeric,
    qr_scene_str: numeric ? '' : follow.code,
  }
}

function batch(world: Official, call: Call): Answer {
  const asked = listOf(call.json(), 'user_list')
  if (asked.length === 0 || asked.length > batchLimit) throw refuse(40035)
  const lists = asked.map((user) => infoOf(world, textOf(user, 'openid'), textOf(user, 'lang') || undefined))
  return { user_info_list: lists }
}

function list(world: Official, { query }: Call): Answer {
  const all = world.people.all().filter(({ follow }) => follow)
  const after = all.findIndex(({ id }) => id === query.next_openid)
  const openid = all.slice(after + 1, after + 1 + pageLimit).map(({ id }) => id)
  const found = openid.length > 0 ? { data: { openid } } : {}
  return { total: all.length, count: openid.length, ...found, next_openid: openid.at(-1) ?? '' }
}

function remark(world: Official, call: Call): Answer {
  const body = call.json()
  const text = textOf(body, 'remark')
  if (text.length >= 30) throw refuse(40035)
  patientOf(world, textOf(body, 'openid')).remark = text
  return ok
}

/** Refuses an OpenID that is none of this account's. */
function patientOf(world: Official, openid: string): Patient {
  const patient = world.people.withId(openid)
  if (!patient) throw refuse(40003)
  return patient
}
