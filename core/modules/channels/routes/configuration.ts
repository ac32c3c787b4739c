import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import type { App } from '../../../module.ts'
import { localeOf, originOf, page, viewerOf } from '../../../platform/http/index.ts'
import { actorOf } from '../../agents/index.ts'
import { maskedConfiguration, openConfiguration } from '../configuration/files.ts'
import { tarOf } from '../configuration/tar.ts'
import { configurationPage } from '../pages/configuration.ts'
import { channelIn, onePath, options } from './request.ts'

const path = `${onePath}/configuration`
const template = 'admin/channels/configuration'

/** The files that an admin copies to the account's other side. Secrets are shown where somebody asks for them. */
export function configurationRoutes(app: App): ServerRoute[] {
  return [
    { method: 'GET', path, options, handler: (request, h) => show(app, request, h) },
    { method: 'POST', path, options, handler: (request, h) => reveal(app, request, h) },
    { method: 'POST', path: `${path}/archive`, options, handler: (request, h) => download(app, request, h) },
  ]
}

async function show(app: App, request: Request, h: ResponseToolkit) {
  const channel = await channelIn(app, request)
  const files = maskedConfiguration(app, channel, originOf(app.config, request.raw.req))
  return page(h, request, template, configurationPage(app, channel, localeOf(request), files))
}

async function reveal(app: App, request: Request, h: ResponseToolkit) {
  const { channel, files } = await asked(app, request)
  return page(h, request, template, configurationPage(app, channel, localeOf(request), files))
}

async function download(app: App, request: Request, h: ResponseToolkit) {
  const { channel, files } = await asked(app, request)
  return h
    .response(tarOf(files, app.clock()))
    .type('application/x-tar')
    .header('content-disposition', `attachment; filename="${channel.plugin}-${channel.key}.tar"`)
}

async function asked(app: App, request: Request) {
  const channel = await channelIn(app, request)
  const origin = originOf(app.config, request.raw.req)
  return { channel, files: await openConfiguration(app, actorOf(viewerOf(request)), channel, origin) }
}
