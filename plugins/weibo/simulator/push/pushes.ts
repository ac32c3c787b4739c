import { numeric, timestamp } from '../wire.ts'
import { words } from '../words.ts'
import type { World } from '../world.ts'

/** What somebody did, as Weibo's pushes name it. */
export type Deed = { type: string; text: string; data?: Record<string, string> }

/** The body of a push: ids are numbers, as long as they are. */
export function pushOf({ account, stage }: World, uid: string, { type, text, data = {} }: Deed): string {
  return JSON.stringify({
    type,
    receiver_id: numeric(account.uid),
    sender_id: numeric(uid),
    created_at: timestamp(stage.now()),
    text,
    data,
  })
}

export function said(text: string): Deed {
  return { type: 'text', text }
}

/** A picture or recording; both sides know it by an id of their own. */
export function sent(type: 'image' | 'voice', vfid: string, tovfid: string): Deed {
  return { type, text: type === 'image' ? words.picture : words.voice, data: { vfid, tovfid } }
}

export function placed(longitude: string, latitude: string, place: string): Deed {
  return { type: 'position', text: words.place + place, data: { longitude, latitude } }
}

export function did(subtype: string, text: string, more: Record<string, string> = {}): Deed {
  return { type: 'event', text, data: { subtype, ...more } }
}

export function mentioned(subtype: 'status' | 'comment', key: string, text: string): Deed {
  return { type: 'mention', text, data: { subtype, key } }
}
