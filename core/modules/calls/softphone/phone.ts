import type { App, Viewer } from '../../../module.ts'
import type { Signalling } from '../../../plugin/index.ts'
import { can } from '../../agents/index.ts'
import { extensionOf, phoneOf } from '../../lines/index.ts'

/** The phone in a viewer's browser: with what it registers and how. `signalling` is missing while the exchange is away. */
export type BrowserPhone = {
  channelId: number
  name: string
  secret: string
  /** Picks up by itself. */
  auto: boolean
  signalling: Signalling | undefined
}

/** The phone in this viewer's browser; undefined for who takes no calls, has no extension, or answers at a desk phone. */
export async function browserPhoneOf(app: App, viewer: Viewer): Promise<BrowserPhone | undefined> {
  const extension = await browserExtension(app, viewer)
  const phone = extension && (await phoneOf(app, extension, 'browser'))
  if (!phone) return undefined
  const { channelId, auto } = extension
  return { ...phone, channelId, auto, signalling: app.channels.open(channelId)?.voice?.signalling?.() }
}

/**
 * What layouts are told: whether the viewer has a page of their own phone, the number of it, and the same once more where it
 * is the one in their browser.
 */
export async function softphoneOf(app: App, viewer: Viewer): Promise<object> {
  const hasPhonePage = can(viewer, 'calls.take')
  const extension = await ownExtension(app, viewer)
  const own = extension && { number: extension.number }
  return { hasPhonePage, ownExtension: own, softphone: extension?.device === 'browser' ? own : undefined }
}

async function browserExtension(app: App, viewer: Viewer) {
  const extension = await ownExtension(app, viewer)
  return extension?.device === 'browser' ? extension : undefined
}

async function ownExtension(app: App, viewer: Viewer) {
  return can(viewer, 'calls.take') ? extensionOf(app.db, viewer.agentId) : undefined
}
