import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import { Conflict, Forbidden, NotFound } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import { failureOf } from '../../../modules/channels/index.ts'
import { introduce } from '../../../modules/conversations/index.ts'
import { identityOf } from '../../../modules/people/index.ts'
import type { Linking, Profile } from '../../../plugin/index.ts'
import { lastOf } from '../../http/index.ts'
import type { Accounts } from '../accounts/accounts.ts'
import type { OpenAccount } from '../accounts/opening.ts'
import { within } from '../../within.ts'
import { linksPath, ticketCookie } from './leaving.ts'
import { redeem, type Trip } from './ticket.ts'

const proveSeconds = 10

/**
 * Where providers bring a browser back: `/links/<plugin>/<channel key>`. The customer goes on to the page that they came
 * from, whether they are known by now or not.
 */
export function linkRoute(app: App, accounts: Accounts): ServerRoute {
  return {
    method: 'GET',
    path: `${linksPath}/{plugin}/{key}`,
    options: { app: { access: 'public', crossSite: true }, auth: false },
    handler: (request, h) => comeBack(app, accounts, request, h),
  }
}

async function comeBack(app: App, accounts: Accounts, request: Request, h: ResponseToolkit) {
  const { plugin = '', key = '' } = request.params as Record<string, string>
  const account = accounts.withKey(plugin, key)
  const linking = account?.open.linking
  if (!account || !linking) throw new NotFound(`link ${plugin}/${key}`)
  const query = lastOf(request.query)
  const trip = tripOf(app, request, query['state'] ?? '')
  if (trip?.to !== account.row.id) throw new Forbidden('errors.403.text')
  await prove(app, account, { linking, trip, query })
  return h.redirect(trip.back).unstate(ticketCookie, { path: linksPath })
}

function tripOf(app: App, request: Request, state: string): Trip | undefined {
  const ticket: unknown = request.state[ticketCookie]
  if (typeof ticket !== 'string') return undefined
  return redeem(app.vault, { ticket, state, now: app.clock().getTime() })
}

/** What cannot be proven is logged, and the chat works without it. */
async function prove(
  app: App,
  { row, secrets }: OpenAccount,
  { linking, trip, query }: { linking: Linking; trip: Trip; query: Record<string, string> },
) {
  try {
    const { who, profile } = await within(proveSeconds, linking.prove(query))
    await join(app, trip, who, profile)
  } catch (error) {
    const isOther = error instanceof Conflict
    const { reason } = failureOf(error, secrets)
    app.log.warn({ channel: row.id, reason }, isOther ? 'link.conflict' : 'link.failed')
  }
}

/** Both are one person now: they have the same subject, the provider's where it has one. Throws Conflict. */
async function join(app: App, trip: Trip, who: string, profile: Profile) {
  const there = await identityOf(app, trip.to, who)
  const subject = there.subject ?? profile.subject ?? `identity:${there.id}`
  await introduce(app, there.id, { ...profile, subject, proof: 'verified' })
  const here = await identityOf(app, trip.from, trip.who)
  await introduce(app, here.id, { subject, proof: 'verified' })
}
