import type { Request, ResponseObject, ResponseToolkit } from '@hapi/hapi'
import type { App } from '../../../module.ts'
import type { ChannelKind } from '../../../plugin/index.ts'
import { orForm, uploadPayload, viewerOf } from '../../../platform/http/index.ts'
import { carry, unpack } from '../carrying.ts'
import { imageOwner, isKept } from '../fields.ts'
import { readForm } from '../form.ts'
import type { FormAgain } from '../pages/kinds.ts'
import type { ChannelForm } from '../settings.ts'
import { options } from './request.ts'

/** Forms of accounts may bring pictures. */
export const upload = { ...options, payload: uploadPayload }

/** Saves the posted form of an account; one that was wrong comes back as it was typed, secrets and pictures too. */
export async function saveOrForm(
  app: App,
  request: Request,
  h: ResponseToolkit,
  {
    template,
    kind,
    context,
    save,
  }: {
    template: string
    kind: ChannelKind
    context: (form: FormAgain) => object
    save: (form: ChannelForm) => Promise<ResponseObject>
  },
): Promise<ResponseObject> {
  let form: ChannelForm = {}
  const again = (typed: FormAgain) => ({
    ...context({ ...typed, carried: carry(app, viewerOf(request), kind, form) }),
  })
  return orForm(h, request, { template, context: again }, async () => {
    form = await formOf(app, kind, request)
    return save(form)
  })
}

async function formOf(app: App, kind: ChannelKind, request: Request): Promise<ChannelForm> {
  const { images, carried, ...form } = readForm(kind, { ...(request.payload as object) })
  const kinds: ['image'] = ['image']
  const stored = images.map(async ([name, data]) => {
    const file = await app.files.put({ owner: imageOwner, name, data, kinds })
    return [name, file.uid]
  })
  const settings = { ...form.settings, ...Object.fromEntries(await Promise.all(stored)) }
  const packed = carried ? unpack(app, viewerOf(request), carried) : {}
  const left = kind.fields.filter((field) => isKept(field) && packed[field.name] && !settings[field.name])
  return {
    ...form,
    settings: { ...settings, ...Object.fromEntries(left.map(({ name }) => [name, packed[name]])) },
  }
}
