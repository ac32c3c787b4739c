import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import { Invalid } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import {
  fieldsOf,
  idIn,
  page,
  seeOther,
  uploadOf,
  uploadPayload,
  wantsJson,
} from '../../../platform/http/index.ts'
import { soundPath } from '../address.ts'
import { isHouseSound } from '../house-sound.ts'
import { soundsPage } from '../pages/sounds.ts'
import { addSound, removeSound, renameSound, replaceSound, restoreSound } from '../service/sounds.ts'
import { actorIn, base, manage } from './manage.ts'

const listPath = `${base}/sounds`
const template = 'admin/lines/sounds'

/** The library of sounds. */
export function soundRoutes(app: App): ServerRoute[] {
  const payload = uploadPayload
  return [
    manage('GET', '/sounds', (request, h) => list(app, request, h)),
    manage('POST', '/sounds', (request, h) => orList(app, request, h, () => add(app, request, h)), {
      payload,
    }),
    manage('POST', '/sounds/{id}', (request, h) => orList(app, request, h, () => rename(app, request, h))),
    manage(
      'POST',
      '/sounds/{id}/file',
      (request, h) => orList(app, request, h, () => replace(app, request, h)),
      {
        payload,
      },
    ),
    manage('POST', '/sounds/{id}/removal', (request, h) => remove(app, request, h)),
    manage('POST', '/sounds/{id}/restoration', (request, h) => restore(app, request, h)),
  ]
}

async function list(app: App, request: Request, h: ResponseToolkit) {
  const removed = Number(request.query['removed']) || undefined
  return page(h, request, template, await soundsPage(app, { removed }))
}

/** `file` (WAV), `name` and perhaps `key`, multipart → the page again, or `{ value, name, src }` for scripts. */
async function add(app: App, request: Request, h: ResponseToolkit) {
  const { name, key } = { name: '', key: '', ...fieldsOf(request.payload) }
  const house = isHouseSound(key) ? { key } : {}
  const sound = await addSound(app, actorIn(request), { ...house, name: String(name), data: fileIn(request) })
  if (!wantsJson(request)) return seeOther(h, listPath, 'lines.sounds.added')
  const { id, uid } = sound
  return h.response({ value: `sound:${id}`, name: sound.name, src: soundPath(app.vault, uid) }).code(201)
}

async function rename(app: App, request: Request, h: ResponseToolkit) {
  const { name = '' } = fieldsOf(request.payload)
  await renameSound(app, actorIn(request), idIn(request), String(name))
  return seeOther(h, listPath, 'common.saved')
}

async function replace(app: App, request: Request, h: ResponseToolkit) {
  await replaceSound(app, actorIn(request), idIn(request), fileIn(request))
  return seeOther(h, listPath, 'lines.sounds.replaced')
}

async function remove(app: App, request: Request, h: ResponseToolkit) {
  const id = idIn(request)
  await removeSound(app, actorIn(request), id)
  return seeOther(h, `${listPath}?removed=${id}`)
}

async function restore(app: App, request: Request, h: ResponseToolkit) {
  await restoreSound(app, actorIn(request), idIn(request))
  return seeOther(h, listPath, 'lines.restored')
}

/** Where the input was wrong, the library again, with what was wrong above it. */
async function orList(app: App, request: Request, h: ResponseToolkit, work: () => ReturnType<typeof add>) {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Invalid) || wantsJson(request)) throw error
    return (
      await page(h, request, template, await soundsPage(app, { fault: error.faults[0]?.message }))
    ).code(422)
  }
}

function fileIn(request: Request): Buffer {
  const file = uploadOf(request.payload, 'file')
  if (!file) throw new Invalid([{ field: 'file', message: 'errors.fault.required' }])
  return file.data
}
