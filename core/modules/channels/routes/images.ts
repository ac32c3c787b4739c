import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import { NotFound } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import { findAgent } from '../../agents/index.ts'
import { imageOwner, imagePath } from '../fields.ts'

/** The images of settings, which anybody may load. */
export function imageRoute(app: App): ServerRoute {
  return {
    method: 'GET',
    path: `${imagePath}/{uid}`,
    options: { app: { access: 'public', crossSite: true }, auth: false },
    handler: (request, h) => image(app, request, h),
  }
}

async function image(app: App, request: Request, h: ResponseToolkit) {
  const file = await app.files.find(app.db, String(request.params.uid))
  if (!file || !(await isPublic(app, file))) throw new NotFound(`image ${request.params.uid}`)
  const response = h.file(app.files.path(file), { confine: false }).type(file.mime)
  return response.header('cache-control', 'public, max-age=31536000, immutable')
}

/** What customers see beside the words: a channel's pictures, and the face of whoever answers. */
async function isPublic(app: App, { uid, owner }: { uid: string; owner: string }): Promise<boolean> {
  const [kind, id] = owner.split(':')
  return owner === imageOwner || (kind === 'agent' && (await findAgent(app, Number(id)))?.avatar === uid)
}
