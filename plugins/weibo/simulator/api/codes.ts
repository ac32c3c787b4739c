import { randomBytes } from 'node:crypto'
import { toBuffer } from 'qrcode'
import { needed, refuse } from '../refusal.ts'
import type { Said } from '../routes.ts'
import type { Values } from '../wire.ts'
import type { World } from '../world.ts'

const mostScenes = 100_000

/** A code of its own for each scene, for good; the same scene again is the same code. */
export function createCode(world: World, values: Values): Said {
  const { action_name: name, scene } = asked(values['body'] ?? '')
  if (name !== 'QR_LIMIT_SCENE' || !(Number.isInteger(scene) && scene >= 1 && scene <= mostScenes))
    throw refuse(10017)
  const key = `${name}_${scene}`
  const ticket = world.scenes.get(key)?.ticket ?? randomBytes(24).toString('base64')
  world.scenes.set(key, { key, ticket })
  world.stage.changed()
  return { ticket }
}

/** The picture of a code. */
export async function showCode(world: World, values: Values): Promise<Said> {
  const ticket = needed(values, 'ticket')
  if (![...world.scenes.values()].some((scene) => scene.ticket === ticket)) throw refuse(10017)
  const body = await toBuffer(`${world.stage.address}/scan?${new URLSearchParams({ ticket })}`, {
    width: 430,
  })
  return { raw: { headers: { 'content-type': 'image/png' }, body } }
}

function asked(body: string): { action_name: unknown; scene: number } {
  try {
    const { action_name, action_info: info } = Object(JSON.parse(body))
    return { action_name, scene: Number(Object(Object(info).scene).scene_id) }
  } catch {
    throw refuse(10017)
  }
}
