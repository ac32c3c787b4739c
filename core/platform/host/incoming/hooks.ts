import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import { NotFound, Unavailable } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import { failureOf, findChannelByKey, keepPushes } from '../../../modules/channels/index.ts'
import type { HookAnswer, HookRequest } from '../../../plugin/index.ts'
import type { OpenAccount } from '../accounts/opening.ts'
import type { Accounts } from '../accounts/accounts.ts'
import { lastOf } from '../../http/index.ts'
import { within } from '../../within.ts'

const mebibyte = 1024 * 1024
// Providers wait 5 s for an answer and then call again.
const keepSeconds = 4
const path = '/hooks/{plugin}/{key}/{name*}'

/** Where providers call: `/hooks/<plugin>/<channel key>/<name>`. What a handler throws is a 500, so they call again. */
export function hookRoutes(app: App, accounts: Accounts): ServerRoute[] {
  const handler = (request: Request, h: ResponseToolkit) => answer(app, accounts, request, h)
  const options = { app: { access: 'public', crossSite: true }, auth: false } as const
  const payload = { parse: false, output: 'data' as const, maxBytes: mebibyte }
  return [
    { method: 'GET', path, handler, options },
    { method: 'POST', path, handler, options: { ...options, payload } },
  ]
}

async function answer(app: App, accounts: Accounts, request: Request, h: ResponseToolkit) {
  const { plugin = '', key = '', name = '' } = request.params as Record<string, string>
  const account = accounts.withKey(plugin, key) ?? (await absence(app, plugin, key))
  const { hooks = {} } = account.open
  const hook = Object.hasOwn(hooks, name) ? hooks[name] : undefined
  if (!hook) throw new NotFound(`hook ${plugin}/${name}`)
  const {
    status,
    body = '',
    headers = {},
  } = await attempt(app, account, () => hear(app, account, hook(requestOf(request))))
  const response = h.response(body).code(status)
  for (const [header, value] of Object.entries(headers)) response.header(header, value)
  return response
}

/** What is to be kept is stored before the provider hears that all is well; where that takes too long, it does not. */
async function hear(app: App, { row }: OpenAccount, answering: Promise<HookAnswer>): Promise<HookAnswer> {
  const answer = await answering
  const pushes = [answer.keep ?? []].flat()
  if (pushes.length > 0) await within(keepSeconds, keepPushes(app, row.id, pushes))
  return answer
}

async function absence(app: App, plugin: string, key: string): Promise<never> {
  if (await findChannelByKey(app.db, plugin, key)) throw new Unavailable('channels.closed', 30)
  throw new NotFound(`channel ${plugin}/${key}`)
}

async function attempt(
  app: App,
  { row, secrets }: OpenAccount,
  run: () => Promise<HookAnswer>,
): Promise<HookAnswer> {
  try {
    return await run()
  } catch (error) {
    const { reason } = failureOf(error, secrets)
    app.log.error({ channel: row.id, plugin: row.plugin, reason }, 'channel.hook-failed')
    return { status: 500 }
  }
}

function requestOf(request: Request): HookRequest {
  return {
    method: request.method.toUpperCase(),
    query: lastOf(request.query),
    headers: lastOf(request.headers),
    body: Buffer.isBuffer(request.payload) ? request.payload : Buffer.alloc(0),
  }
}
