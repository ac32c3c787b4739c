import { Invalid } from '../../errors.ts'
import type { App } from '../../module.ts'
import { transaction } from '../../platform/db/index.ts'
import type { FileKind } from '../../platform/files/index.ts'
import type { Upload } from '../../platform/http/index.ts'
import type { Incoming } from '../../plugin/index.ts'
import { clinicOf } from '../clinic/index.ts'
import { introduce, proveNumber, receive } from '../conversations/index.ts'
import { hasConsented, recordConsent } from '../journey/index.ts'
import { linkIdentity } from './identity.ts'
import { mostReceived, type SideLink, type Want } from './link.ts'
import { putOpened, putUsed } from './store/links.ts'
import { changed } from './telling.ts'

export const mostPhotos = 9

/** What came with one form. `uid`: the page's own (a UUID), the same when it comes again. `agreed`: to the privacy text. */
export type Given = { uid: string; agreed: boolean } & (
  | { want: 'photo'; files: Upload[] }
  | { want: 'voice'; file: Upload; seconds?: number }
  | { want: 'location'; place: { latitude: number; longitude: number } | undefined; label: string }
  | { want: 'form'; name: string; about: string; phone: string }
)

/**
 * Takes in what the customer sends: it lands in their conversation, whoever they are, and proves the number to which
 * the link was sent. Throws Invalid where something is missing or refused, and on `agreed` where they have to agree first.
 */
export async function take(app: App, link: SideLink, given: Given): Promise<void> {
  if (!link.wants.includes(given.want)) throw refused('', 'sidelinks.refused.unwanted')
  if (link.received >= mostReceived) throw refused('', 'sidelinks.refused.many')
  const identity = await linkIdentity(app, link)
  await agree(app, identity.id, given.agreed)
  const message = await messageOf(app, identity.id, given)
  const { repeated } = await receive(
    app,
    { id: identity.channelId },
    { who: identity.externalId, uid: given.uid, ...message },
  )
  if (repeated) return
  if (given.want === 'form')
    await introduce(app, identity.id, { name: given.name, phone: given.phone, proof: 'claimed' })
  const at = app.clock().toISOString()
  await transaction(app.db, async (trx) => {
    await putOpened(trx, link.id, at)
    await putUsed(trx, link.id, identity.id, at)
    if (link.proves && link.received === 0)
      await proveNumber(trx, { personId: identity.personId, number: link.proves, evidence: 'link' }, at)
    await changed(trx, link, 'sidelink.used', at)
  })
}

/** Has whoever uses this link agreed to the privacy text as it is now? Where there is none, nobody has to. */
export async function hasAgreed(app: App, link: SideLink): Promise<boolean> {
  const { version } = (await clinicOf(app.db)).privacy
  if (!version) return true
  return link.received > 0 && hasConsented(app.db, (await linkIdentity(app, link)).id, version)
}

async function agree(app: App, identityId: number, agreed: boolean) {
  const { version } = (await clinicOf(app.db)).privacy
  if (!version || (await hasConsented(app.db, identityId, version))) return
  if (!agreed) throw refused('agreed', 'sidelinks.refused.agree')
  await recordConsent(app, identityId, version)
}

type Message = Pick<Incoming, 'text' | 'files' | 'duration' | 'content'>

async function messageOf(app: App, identityId: number, given: Given): Promise<Message> {
  switch (given.want) {
    case 'photo':
      if (given.files.length === 0) throw refused('photo', 'sidelinks.refused.no-photo')
      if (given.files.length > mostPhotos) throw refused('photo', 'sidelinks.refused.photos')
      return { files: await keep(app, identityId, 'photo', given.files) }
    case 'voice':
      return { files: await keep(app, identityId, 'voice', [given.file]), duration: given.seconds }
    case 'location':
      return placeOf(app, given)
    case 'form':
      return { text: await formText(app, given) }
  }
}

/** What is wrong, where less than usual is asked for. */
const nearer: Record<string, string> = {
  'photo common.file.type': 'sidelinks.refused.not-photo',
  'voice common.file.type': 'sidelinks.refused.not-voice',
}

const kinds: Partial<Record<Want, FileKind[]>> = { photo: ['image'], voice: ['voice'] }

async function keep(app: App, identityId: number, want: Want, files: Upload[]): Promise<string[]> {
  const uids: string[] = []
  for (const file of files)
    uids.push((await put(app, { owner: `identity:${identityId}`, ...file, kinds: kinds[want] }, want)).uid)
  return uids
}

/** What is wrong with a file is said beside what was chosen. */
async function put(app: App, upload: Parameters<App['files']['put']>[0], field: string) {
  try {
    return await app.files.put(upload)
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    throw new Invalid(
      error.faults.map(({ message }) => ({ field, message: nearer[`${field} ${message}`] ?? message })),
    )
  }
}

async function placeOf(app: App, { place, label }: Given & { want: 'location' }): Promise<Message> {
  if (place) return { content: { type: 'location', ...place, label } }
  if (!label) throw refused('label', 'sidelinks.refused.no-place')
  const { locale } = await clinicOf(app.db)
  return { text: app.i18n.t(locale, 'sidelinks.said.place', { place: label }) }
}

/** As the customer filled it in, line by line, in the language of the clinic. */
async function formText(app: App, { name, about, phone }: Given & { want: 'form' }): Promise<string> {
  if (!name) throw refused('name', 'errors.fault.required')
  if (!about) throw refused('about', 'errors.fault.required')
  const { locale } = await clinicOf(app.db)
  const lines = { name, phone, about }
  return Object.entries(lines)
    .filter(([, value]) => value)
    .map(([field, value]) => app.i18n.t(locale, `sidelinks.said.${field}`, { value }))
    .join('\n')
}

function refused(field: string, message: string): Invalid {
  return new Invalid([{ field, message }])
}
