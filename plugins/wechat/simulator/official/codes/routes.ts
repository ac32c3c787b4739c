import { toBuffer } from 'qrcode'
import sharp from 'sharp'
import { type Answer, page } from '../../api/answer.ts'
import type { Call } from '../../api/call.ts'
import { numberOf, recordOf, textOf } from '../../api/reading.ts'
import { refuse } from '../../api/refusal.ts'
import type { Routes } from '../../api/server.ts'
import { randomId } from '../../world/ids.ts'
import type { Official } from '../world.ts'
import { liveCodes } from './code.ts'

/** Scene QR codes: made with a token, shown to anybody who has the ticket. */
export const codeRoutes: Routes<Official> = { 'POST /cgi-bin/qrcode/create': create }
/** The picture of a code. */
export const openCodeRoutes: Routes<Official> = { 'GET /cgi-bin/showqrcode': showCode }

const permanentLimit = 100_000
const usual = 60
const longest = 2_592_000

function create(world: Official, call: Call): Answer {
  const body = call.json()
  const action = textOf(body, 'action_name')
  const read = sceneReaders[action]
  if (!read) throw refuse(40053)
  const scene = read(recordOf(recordOf(body, 'action_info'), 'scene'))
  const lasts = action.includes('LIMIT') ? undefined : lastingOf(body)
  if (lasts === undefined) checkRoom(world)
  const code = {
    scene,
    ticket: randomId('gQ', 96),
    url: `http://weixin.qq.com/q/${randomId('02', 24)}`,
    until: lasts && world.clock.now() + lasts * 1000,
  }
  world.codes.push(code)
  world.stage.changed()
  return { ticket: code.ticket, ...(lasts && { expire_seconds: lasts }), url: code.url }
}

type Reader = (scene: Record<string, unknown>) => string

const sceneReaders: Record<string, Reader | undefined> = {
  QR_SCENE: (scene) => sceneId(scene, 0xffffffff),
  QR_LIMIT_SCENE: (scene) => sceneId(scene, permanentLimit),
  QR_STR_SCENE: sceneText,
  QR_LIMIT_STR_SCENE: sceneText,
}

function sceneId(scene: Record<string, unknown>, most: number): string {
  const id = numberOf(scene, 'scene_id')
  if (id === undefined || !Number.isInteger(id) || id < 1 || id > most) throw refuse(40053)
  return String(id)
}

function sceneText(scene: Record<string, unknown>): string {
  const text = scene.scene_str
  if (typeof text !== 'string' || text.length < 1 || text.length > 64) throw refuse(40053)
  return text
}

function lastingOf(body: unknown): number {
  const seconds = numberOf(body, 'expire_seconds') ?? usual
  if (seconds < 1 || seconds > longest) throw refuse(40035)
  return seconds
}

function checkRoom({ codes }: Official): void {
  if (codes.filter(({ until }) => until === undefined).length >= permanentLimit) throw refuse(45029)
}

async function showCode(world: Official, { query }: Call): Promise<Answer> {
  const code = liveCodes(world).find(({ ticket }) => ticket === query.ticket)
  if (!code) return page(404, {})
  const picture = await sharp(await toBuffer(code.url, { width: 430, margin: 1 }))
    .jpeg()
    .toBuffer()
  return page(200, { 'content-type': 'image/jpg' }, picture)
}
