import type { Request, Server } from '@hapi/hapi'
import hapiPino from 'hapi-pino'
import type { App } from '../../module.ts'
import { address } from './peer.ts'

/**
 * What strangers send that is no HTTP is no trouble of ours, and the event holds all of it, tokens too. The types of
 * hapi-pino have another shape for this than its documentation and code.
 */
const quiet: object = { ignoredEventTags: { log: ['client'], request: '*' } }

/** Logs each answer: who asked for which route, and how it went. Errors are logged where they become a page. */
export async function useRequestLog(server: Server, app: App): Promise<void> {
  await server.register({
    plugin: hapiPino,
    options: {
      instance: app.log,
      logEvents: ['response'],
      getChildBindings: (request: Request) => ({
        request: request.info.id,
        method: request.method,
        path: pathOf(request),
        ip: address(request),
      }),
      serializers: { res: (response: { statusCode: number }) => response.statusCode },
      wrapSerializers: false,
      customRequestCompleteMessage: () => 'http.answered',
      ...quiet,
      ignoreFunc: (_options: object, request: Request) => isNoise(request),
    },
  })
}

/**
 * Links that sign somebody in, or open a page that is a customer's alone, carry a token in their path (the shortest has 22
 * letters): it is none of the log's business. Nor is a query.
 */
function pathOf(request: Request) {
  return request.path.replace(/[\w-]{20,}/g, '…')
}

function isNoise(request: Request) {
  return request.path.startsWith('/assets/') || request.path === '/livez' || request.path === '/readyz'
}
