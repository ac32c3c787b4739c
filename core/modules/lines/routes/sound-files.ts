import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import { NotFound } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import { houseKey, isSigned } from '../address.ts'
import { houseFile, isHouseSound } from '../house-sound.ts'
import { soundAt } from '../store/sounds.ts'

const day = 'public, max-age=86400'
const forGood = 'public, max-age=31536000, immutable'

/** The sounds themselves, for exchanges that have no session and whose address we have signed. */
export function soundFileRoute(app: App): ServerRoute {
  return {
    method: 'GET',
    path: '/calls/sounds/{uid}.wav',
    options: { app: { access: 'public' }, auth: false },
    handler: (request, h) => give(app, request, h),
  }
}

async function give(app: App, request: Request, h: ResponseToolkit) {
  const uid = String(request.params['uid'])
  if (!isSigned(app.vault, uid, String(request.query['s'] ?? ''))) throw new NotFound(`sound ${uid}`)
  const key = houseKey(uid)
  const path = key === undefined ? await ownFile(app, uid) : isHouseSound(key) && houseFile(key)
  if (!path) throw new NotFound(`sound ${uid}`)
  return h
    .file(path, { confine: false })
    .type('audio/wav')
    .header('cache-control', key === undefined ? forGood : day)
}

async function ownFile(app: App, uid: string): Promise<string | undefined> {
  const found = await soundAt(app.db, uid)
  return found && app.files.path({ uid: found.file, thumbnail: false })
}
