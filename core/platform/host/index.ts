import type { ServerRoute } from '@hapi/hapi'
import type { App, OpenChannels } from '../../module.ts'
import type { Brand, SocketEndpoint } from '../../plugin/index.ts'
import { locales } from '../i18n/index.ts'
import type { Handler } from '../jobs/index.ts'
import { createAccounts, type Accounts } from './accounts/accounts.ts'
import { createFollowing } from './following/following.ts'
import { hookRoutes } from './incoming/hooks.ts'
import { pushJob } from './incoming/pushes.ts'
import { linkRoute } from './links/returning.ts'
import { registerAll } from './loading/register.ts'
import { textsOf } from './loading/texts.ts'
import { sendJob } from './outgoing/outbox.ts'
import { tellTyping } from './outgoing/typing.ts'
import { profileJob } from './profiles/profiles.ts'
import { taskJob } from './tasks/tasks.ts'
import { channelBuilder } from './verbs/channel.ts'

export { discover } from './loading/discover.ts'
export type { OpenAccount } from './accounts/opening.ts'

/** The plugins at work: what they serve, and the accounts they have open. */
export type PluginHost = {
  routes: ServerRoute[]
  sockets: SocketEndpoint[]
  /** Job handlers by name. */
  jobs: Record<string, Handler<never>>
  accounts: Accounts
  /** What `App.channels` says once the plugins are here. */
  channels: OpenChannels
  /** Opens the accounts; the log, the hub and the jobs are running. */
  start: () => Promise<void>
  /** We listen at this address (`http://127.0.0.1:8080`): rehearsals can begin. */
  listening: (own: string) => Promise<void>
  /** Closes every account within some seconds. */
  stop: () => Promise<void>
}

/** Lets the plugins register, and makes what opens their accounts. `random` (0..1) spreads the tries. */
export async function createHost(
  app: App,
  { brand, random = Math.random }: { brand: () => Promise<Brand>; random?: () => number },
): Promise<PluginHost> {
  await addTexts(app)
  let address: string | undefined
  let hush = async () => {}
  const following = createFollowing(app)
  const build = channelBuilder(app, following)
  const accounts = createAccounts(app, { build, random, own: () => address })
  const { routes, sockets } = await registerAll(app, accounts, brand)
  return {
    routes: [...routes, ...hookRoutes(app, accounts), linkRoute(app, accounts)],
    sockets,
    jobs: {
      'channel.send': sendJob(app, accounts),
      'channel.push': pushJob(app, accounts),
      'channel.task': taskJob(app, accounts),
      'channel.profile': profileJob(app, accounts),
    },
    accounts,
    channels: {
      open: (id) => accounts.withId(id)?.open,
      simulator: (id) => accounts.withId(id)?.simulator,
    },
    async start() {
      following.start()
      hush = tellTyping(app, accounts)
      await accounts.start()
    },
    async listening(own) {
      address = own
      await accounts.rehearse()
    },
    async stop() {
      await hush()
      await accounts.stop()
      await following.stop()
    },
  }
}

async function addTexts(app: App) {
  for (const { id, home } of app.plugins) {
    for (const locale of locales) app.i18n.add(id, locale, await textsOf(home, locale))
  }
}
