import { Invalid, NotFound } from '../../errors.ts'
import type { App } from '../../module.ts'
import type { ChannelKind, Settings } from '../../plugin/index.ts'
import { randomToken } from '../../platform/crypto/index.ts'
import { type Db, transaction } from '../../platform/db/index.ts'
import { append } from '../../platform/events/index.ts'
import { enqueue } from '../../platform/jobs/index.ts'
import { type Actor, audit } from '../agents/index.ts'
import { type Channel, type ChannelState, kindOf } from './channel.ts'
import {
  type ChannelForm,
  checkForm,
  keptSettings,
  openSettings,
  settingsToAsk,
  stored,
  type Stored,
} from './settings.ts'
import {
  findChannel,
  findTwin,
  insertChannel,
  updateChannel,
  updateState,
  updateStateOfOpen,
} from './store.ts'

/** `rehearsal`: the plugin's simulator stands in for the provider. */
export type NewAccount = { plugin: string; kind: string; rehearsal?: boolean } & ChannelForm

/** The account by id. Throws NotFound where it is deleted or never was. */
export async function channelOf(app: App, id: number): Promise<Channel> {
  const channel = await findChannel(app.db, id)
  if (!channel || channel.deleted) throw new NotFound(`channel ${id}`)
  return channel
}

/**
 * Checks the form, tries it against the provider and saves a new account, which then opens. A rehearsal needs no
 * settings and asks no provider. Throws Invalid that names the fields, the provider's refusal, or the account that
 * exists already.
 */
export async function addChannel(
  app: App,
  actor: Actor,
  { plugin, kind: kindId, rehearsal = false, ...form }: NewAccount,
): Promise<number> {
  const kind = knownKind(app, { plugin, kind: kindId })
  const { name, ...checked } = rehearsal
    ? rehearsalOf(app, kind, form)
    : await checkForm(app, plugin, kind, form, {})
  return transaction(app.db, async (trx) => {
    const row = { key: newKey(), plugin, kind: kindId, name, ...checked, createdAt: now(app) }
    const id = await insertChannel(trx, { ...row, state: 'opening', rehearsal })
    if (id === undefined) throw twinFault()
    await tell(app, trx, actor, 'channel.add', id, { plugin, kind: kindId, name })
    return id
  })
}

/** As `addChannel`, for an account that exists. Empty secrets and images stay as they are. */
export async function editChannel(app: App, actor: Actor, id: number, form: ChannelForm): Promise<void> {
  const channel = await channelOf(app, id)
  const kind = knownKind(app, channel)
  const asked = {
    ...kind,
    fields: settingsToAsk(app, channel, kind),
    ...(channel.rehearsal && { identify: ofRehearsal }),
  }
  const kept = keptSettings(asked, openSettings(app, channel), form.cleared ?? [])
  const untested = form.untested || channel.rehearsal
  const change = await checkForm(app, channel.plugin, asked, { ...form, untested }, kept)
  await saveSettings(app, actor, channel, change, 'channel.edit')
}

/** Changes settings that a provider gave and no form; what is no field of the kind is left out. Throws Invalid for a twin. */
export async function changeSettings(
  app: App,
  actor: Actor,
  id: number,
  given: Settings,
  action: string,
): Promise<void> {
  const channel = await channelOf(app, id)
  const kind = knownKind(app, channel)
  const known = kind.fields.filter(({ name }) => given[name] !== undefined)
  const news = Object.fromEntries(known.map(({ name }) => [name, given[name]]))
  const settings = { ...openSettings(app, channel), ...news }
  const change = { name: channel.name, ...stored(app, kind, settings) }
  await saveSettings(app, actor, channel, change, action)
}

/** Closes the account until an admin resumes it. Its history stays. */
export async function pauseChannel(app: App, actor: Actor, id: number): Promise<void> {
  await changeState(app, actor, id, 'channel.pause', 'off')
}

/** Opens a paused or refused account, or tries a retrying one now. */
export async function resumeChannel(app: App, actor: Actor, id: number): Promise<void> {
  await changeState(app, actor, id, 'channel.resume', 'opening')
}

/** Gives the account a new address, for when the old one has leaked. Returns the new key. */
export async function rotateKey(app: App, actor: Actor, id: number): Promise<string> {
  const key = newKey()
  await channelOf(app, id)
  await transaction(app.db, async (trx) => {
    await updateChannel(trx, id, { key })
    await tell(app, trx, actor, 'channel.rotate', id, {})
  })
  return key
}

/** Closes the account for good; conversations keep its name. */
export async function removeChannel(app: App, actor: Actor, id: number): Promise<void> {
  const { name } = await channelOf(app, id)
  await transaction(app.db, async (trx) => {
    await updateChannel(trx, id, { deleted: true })
    await updateState(trx, id, { state: 'off' })
    await tell(app, trx, actor, 'channel.remove', id, { name })
  })
}

/** Writes down how an account is doing, and tells it where that is news. What an admin has closed stays closed. */
export async function reportState(
  app: App,
  id: number,
  state: { state: ChannelState; reason?: string; nextAt?: string },
): Promise<void> {
  await transaction(app.db, async (trx) => {
    const changed = await updateStateOfOpen(trx, { id }, state)
    if (!changed) return
    await append(trx, { topic: `channel:${id}`, type: 'channel.state', ref: id }, now(app))
    if (state.state === 'open') await enqueue(trx, { name: 'channel.health', payload: { id } }, now(app))
  })
}

async function changeState(app: App, actor: Actor, id: number, action: string, state: ChannelState) {
  await channelOf(app, id)
  await transaction(app.db, async (trx) => {
    await updateState(trx, id, { state })
    await tell(app, trx, actor, action, id, {})
  })
}

async function saveSettings(
  app: App,
  actor: Actor,
  channel: Channel,
  change: Stored & { name: string },
  action: string,
) {
  const { id } = channel
  await transaction(app.db, async (trx) => {
    if (await findTwin(trx, { ...channel, account: change.account })) throw twinFault()
    await updateChannel(trx, id, change)
    if (channel.state !== 'off') await updateState(trx, id, { state: 'opening' })
    await tell(app, trx, actor, action, id, { fields: changedFields(channel, change) })
  })
}

/** Its settings come from the simulator; what it is called is all that an admin says. */
function rehearsalOf(app: App, kind: ChannelKind, form: ChannelForm) {
  if (!kind.simulate) throw new NotFound(`simulator of ${kind.kind}`)
  const secrets = app.vault.seal(JSON.stringify({}))
  return { name: String(form.name ?? kind.kind), account: ofRehearsal(), settings: {}, secrets }
}

/** A kind has one rehearsal at most. */
function ofRehearsal(): string {
  return 'rehearsal'
}

function changedFields(before: Channel, after: Pick<Channel, 'name' | 'settings'>): string[] {
  const names = new Set([...Object.keys(before.settings), ...Object.keys(after.settings)])
  const same = (name: string) =>
    JSON.stringify(before.settings[name]) === JSON.stringify(after.settings[name])
  return [...(before.name === after.name ? [] : ['name']), ...[...names].filter((name) => !same(name))]
}

async function tell(app: App, trx: Db, actor: Actor, action: string, id: number, detail: object) {
  const at = now(app)
  const record = { ...actor, action, object: `channel:${id}`, detail }
  await audit(trx, record, at)
  await append(trx, { topic: `channel:${id}`, type: 'channel.changed', ref: id }, at)
}

function knownKind(app: App, channel: { plugin: string; kind: string }): ChannelKind {
  const kind = kindOf(app.plugins, channel)
  if (!kind) throw new NotFound(`kind ${channel.plugin}/${channel.kind}`)
  return kind
}

function twinFault() {
  return new Invalid([{ field: '', message: 'channels.twin' }])
}

function newKey(): string {
  return randomToken(12)
}

function now(app: App): string {
  return app.clock().toISOString()
}
