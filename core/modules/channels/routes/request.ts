import type { Request } from '@hapi/hapi'
import { NotFound } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import { idIn } from '../../../platform/http/index.ts'
import type { ChannelKind, Plugin } from '../../../plugin/index.ts'
import { type Channel } from '../channel.ts'
import { channelOf } from '../service.ts'

/** Every page of channels is for those who look after them. */
export const options = { app: { access: { permission: 'channels.manage' } } }
export const onePath = '/admin/channels/{id}'

/** The account of the address. Throws NotFound where there is none. */
export async function channelIn(app: App, request: Request): Promise<Channel> {
  return channelOf(app, idIn(request))
}

/** The kind of the address. Throws NotFound where no plugin has it. */
export function kindIn(app: App, request: Request): { plugin: Plugin; kind: ChannelKind } {
  const plugin = app.plugins.find(({ id }) => id === request.params.plugin)
  const kind = plugin?.channels?.find((known) => known.kind === request.params.kind)
  if (!plugin || !kind) throw new NotFound(`kind ${request.params.plugin}/${request.params.kind}`)
  return { plugin, kind }
}
