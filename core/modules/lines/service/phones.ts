import type { App } from '../../../module.ts'
import type { Db } from '../../../platform/db/index.ts'
import { append } from '../../../platform/events/index.ts'
import { enqueue, type Handler } from '../../../platform/jobs/index.ts'
import type { Phone } from '../../../plugin/index.ts'
import { agentNames } from '../../agents/index.ts'
import { type Device, type Extension, phoneName, phoneSecret } from '../extension.ts'
import { extensionsAt, listExtensions, type SealedExtension, updateOnline } from '../store/extensions.ts'

const devices: Device[] = ['desk', 'browser']

/** The phones that an exchange should know: two for each extension of staff who work here. */
export async function phonesOf(app: App, channelId: number): Promise<Phone[]> {
  const extensions = await extensionsAt(app.db, channelId)
  const names = await agentNames(
    app.db,
    extensions.map(({ agentId }) => agentId),
  )
  return extensions.flatMap((extension) => {
    const label = names.get(extension.agentId)?.name ?? extension.number
    return devices.map((kind) => ({ ...credentials(app, extension, kind), kind, label }))
  })
}

/** With what one of the phones of an agent registers; undefined where they have none there. */
export async function phoneOf(
  app: App,
  { id, channelId }: Extension,
  device: Device,
): Promise<{ name: string; secret: string } | undefined> {
  const extension = (await extensionsAt(app.db, channelId)).find((each) => each.id === id)
  return extension && credentials(app, extension, device)
}

/** A phone has registered, or is gone: those who look at it are told. `at` is ISO 8601 UTC. */
export async function setPhoneOnline(
  trx: Db,
  channelId: number,
  phone: string,
  online: boolean,
  at = new Date().toISOString(),
): Promise<void> {
  const agentId = await updateOnline(trx, channelId, phone, online)
  if (agentId !== undefined) await append(trx, phoneChanged(agentId), at)
}

/** These phones of an exchange are registered, and no others. */
export async function setPhonesOnline(
  trx: Db,
  channelId: number,
  phones: string[],
  at = new Date().toISOString(),
): Promise<void> {
  const known = (await listExtensions(trx)).filter((each) => each.channelId === channelId)
  for (const phone of known.flatMap((each) => devices.map((device) => phoneName(each, device))))
    await setPhoneOnline(trx, channelId, phone, phones.includes(phone), at)
}

/**
 * The exchange learns of its phones anew, in the transaction that changes them. A job that waits already would not do: it
 * may begin before the change is committed.
 */
export async function pushPhones(trx: Db, channelId: number, at: string): Promise<void> {
  await enqueue(trx, { name: 'lines.phones', payload: { channelId }, key: `phones:${channelId}` }, at)
}

/** The job: an exchange that is away is told when it comes back. */
export function phonesJob(app: App): Handler<{ channelId: number }> {
  return {
    run: async ({ channelId }) => {
      await app.channels.open(channelId)?.voice?.phones(await phonesOf(app, channelId))
    },
  }
}

/** The fact that something about an agent's phone is new. */
export function phoneChanged(agentId: number) {
  return { topic: 'phones', type: 'phone.changed', ref: agentId }
}

function credentials(app: App, extension: SealedExtension, device: Device) {
  const secret = phoneSecret(app.vault.open(extension.secret), device)
  return { name: phoneName(extension, device), secret }
}
