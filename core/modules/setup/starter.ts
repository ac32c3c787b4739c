import type { App } from '../../module.ts'
import type { ChannelKind, Plugin, Settings, Starter } from '../../plugin/index.ts'
import type { Typed } from '../../platform/http/index.ts'
import type { Actor } from '../agents/index.ts'
import { addChannel, type Channel, fieldGroups, findChannel, readForm } from '../channels/index.ts'
import { brandOf } from '../clinic/index.ts'

/** The kind of channel that the wizard begins with, and how it does. */
export type Offer = { plugin: Plugin; kind: ChannelKind; starter: Starter }

const patience = 3000

/** The kind of channel to begin with: the first that offers itself, or nothing. */
export function starterOf(app: Pick<App, 'plugins'>): Offer | undefined {
  const kinds = app.plugins.flatMap((plugin) => (plugin.channels ?? []).map((kind) => ({ plugin, kind })))
  return kinds.flatMap(({ plugin, kind }) => (kind.starter ? { plugin, kind, starter: kind.starter } : []))[0]
}

/** The few fields that the wizard asks for, filled in with what the clinic has said of itself. */
export async function starterFields(
  app: App,
  { plugin, kind, starter }: Offer,
  locale: string,
  typed: Partial<Typed> = {},
) {
  const settings = starter.settings(await brandOf(app.db))
  const groups = fieldGroups(app, plugin.id, asked(kind, starter), { locale, settings, ...typed })
  return groups.flatMap(({ fields }) => fields)
}

/** Opens the first channel from the wizard's form and answers its id, as soon as it is open. */
export async function openStarter(
  app: App,
  actor: Actor,
  { plugin, kind, starter }: Offer,
  payload: Record<string, unknown>,
  locale: string,
): Promise<number> {
  const form = readForm(asked(kind, starter), payload)
  const settings: Settings = { ...starter.settings(await brandOf(app.db)) }
  const id = await addChannel(app, actor, {
    plugin: plugin.id,
    kind: kind.kind,
    name: app.i18n.t(locale, `${plugin.id}:kind.${kind.kind}.title`),
    settings: { ...settings, ...form.settings },
  })
  await opened(app, id)
  return id
}

/** What the try-out needs of the channel that the wizard has opened; nothing where it was deleted since. */
export async function tryOut(
  app: App,
  id: number | undefined,
): Promise<(Channel & { page: string }) | undefined> {
  const channel = id === undefined ? undefined : await findChannel(app.db, id)
  const starter = starterOf(app)?.starter
  return channel && !channel.deleted && starter ? { ...channel, page: starter.page(channel.key) } : undefined
}

function asked(kind: ChannelKind, { asks }: Starter): ChannelKind {
  return { ...kind, fields: kind.fields.filter(({ name }) => asks.includes(name)) }
}

/** Resolves when the account has opened, or after three seconds: the page says how it is doing either way. */
async function opened(app: App, id: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, patience)
  const deafen = app.events.on((events) => {
    if (events.some(({ type, ref }) => type === 'channel.state' && ref === id)) resolve()
  })
  await promise
  clearTimeout(timer)
  deafen()
}
