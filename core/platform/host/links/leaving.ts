import type { App } from '../../../module.ts'
import { findIdentity, identitiesOfPeople } from '../../../modules/people/index.ts'
import type { Host } from '../../../plugin/index.ts'
import type { Accounts } from '../accounts/accounts.ts'
import type { OpenAccount } from '../accounts/opening.ts'
import { issue } from './ticket.ts'

const minutes = 10

/** The path on which providers bring a browser back to this account; also where the cookie of the trip is sent. */
export const linksPath = '/links'

export const ticketCookie = 'qiantai-link'

/** Makes `Host.link` for a plugin: the way to a provider that can prove in this browser who a customer is. */
export function linkFor(app: App, accounts: Accounts, plugin: string): Host['link'] {
  return async ({ channel, who, userAgent, origin, back }) => {
    const from = accounts.withKey(plugin, channel)
    const to = from && accounts.all().find((account) => fits(account, userAgent))
    if (!from || !to?.open.linking || !isOwnPath(back) || (await isKnown(app, from, to, who)))
      return undefined
    const until = app.clock().getTime() + minutes * 60_000
    const { ticket, state } = issue(app.vault, { from: from.row.id, who, to: to.row.id, back, until })
    const url = `${origin}${linksPath}/${to.row.plugin}/${to.row.key}`
    return { url: to.open.linking.address({ url, state }), cookie: cookieOf(ticket, origin) }
  }
}

function fits({ row, open }: OpenAccount, userAgent: string): boolean {
  return !row.rehearsal && open.linking?.fits(userAgent) === true
}

/** Is the customer one person with somebody on the other account already? */
async function isKnown(app: App, from: OpenAccount, to: OpenAccount, who: string): Promise<boolean> {
  const identity = await findIdentity(app.db, { channelId: from.row.id, who })
  const others = identity ? await identitiesOfPeople(app.db, [identity.personId]) : []
  return others.some(({ channelId }) => channelId === to.row.id)
}

/** A path on this server, whatever browsers make of it. */
function isOwnPath(path: string): boolean {
  const base = 'https://own.invalid'
  return path.startsWith('/') && URL.parse(path, base)?.origin === base
}

/** The provider brings the browser back by itself, so the cookie goes along with navigation from elsewhere. */
function cookieOf(ticket: string, origin: string): string {
  const bounds = `Max-Age=${minutes * 60}; Path=${linksPath}; HttpOnly; SameSite=Lax`
  return `${ticketCookie}=${ticket}; ${bounds}${origin.startsWith('https:') ? '; Secure' : ''}`
}
