import type { App } from '../../../module.ts'
import type { ChannelKind, Field, Plugin, Settings } from '../../../plugin/index.ts'
import { randomToken } from '../../../platform/crypto/index.ts'
import type { Actor } from '../../agents/index.ts'
import { addChannel, pauseChannel } from '../../channels/index.ts'

type Offer = { plugin: Plugin; kind: ChannelKind }

/** A name that is in no DNS (RFC 6761): whoever opens the account by mistake reaches nobody. */
const nowhere = 'https://exchange.demo.invalid'
const secretLength = 24

/** The kind of account over which people speak: the first there is, or nothing. */
export function exchangeOffer({ plugins }: Pick<App, 'plugins'>): Offer | undefined {
  const kinds = plugins.flatMap((plugin) => (plugin.channels ?? []).map((kind) => ({ plugin, kind })))
  return kinds.find(({ kind }) => kind.speaks)
}

/** An exchange that is switched off, so that nothing tries to connect. Answers the account's id. */
export async function addExchange(
  app: App,
  actor: Actor,
  { plugin, kind }: Offer,
  name: string,
): Promise<number> {
  const settings = settingsFor(kind)
  const account = { plugin: plugin.id, kind: kind.kind, name, settings, untested: true }
  const id = await addChannel(app, actor, account)
  await pauseChannel(app, actor, id)
  return id
}

/** What the form insists on. An address that is filled in already may be that of a real exchange. */
function settingsFor({ fields }: ChannelKind): Settings {
  const needed = fields.filter(({ type, required }) => required || type === 'url')
  return Object.fromEntries(needed.map((field) => [field.name, valueFor(field)]))
}

function valueFor({ name, type, default: usual, choices, min, make }: Field): Settings[string] {
  if (type === 'url') return nowhere
  if (usual !== undefined) return usual
  if (type === 'secret') return randomToken(make ?? secretLength)
  if (type === 'number') return min ?? 1
  return choices?.[0] ?? name
}
