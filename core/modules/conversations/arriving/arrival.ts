import type { Incoming } from '../../../plugin/index.ts'
import type { Identity } from '../../people/index.ts'
import { pictureOf } from '../content.ts'
import { familyOf, type MessageKind, type NewMessage } from '../conversation.ts'
import type { FileRow } from '../store/files.ts'

/** A message on its way in; `files` are uids by now. `remember` is kept for the channel in the same commit. */
export type Arrival = Omit<Incoming, 'files'> & {
  channelId: number
  files: string[]
  remember?: Record<string, unknown>
}

/** An arrival whose author is known. `name` will be its uid; `key` makes it the same message when it comes again. */
export type Item = Arrival & { identity: Identity; author: string; name: string; key: string; text: string }

/** The message that is stored of it. */
export function messageFrom(item: Item, files: Map<string, FileRow>): NewMessage {
  const held = filesIn(item, files)
  const { content, public: thread } = item
  const duration = item.duration ?? held.find((file) => file.duration !== null)?.duration
  return {
    uid: item.name,
    direction: 'in',
    author: item.author,
    kind: content?.type ?? kindOf(held),
    text: item.text,
    identityId: item.identity.id,
    channelId: item.channelId,
    externalId: item.externalId,
    data: {
      ...(typeof duration === 'number' && { duration }),
      ...(content && { content }),
      ...(thread && { public: true, thread }),
    },
    fileIds: held.map(({ id }) => id),
  }
}

/** The kind of a message by its first file. */
function kindOf([first]: FileRow[]): MessageKind {
  return first ? familyOf(first.mime) : 'text'
}

/** Its files, with the picture of a link or a card, which goes with the message like any file. */
export function filesIn({ files: uids, content }: Item, files: Map<string, FileRow>): FileRow[] {
  return [...uids, pictureOf(content) ?? ''].flatMap((uid) => files.get(uid) ?? [])
}

/** Did its author send all of these files in? */
export function ownsFiles({ files: uids, content, author }: Item, files: Map<string, FileRow>): boolean {
  const picture = pictureOf(content)
  return [...uids, ...(picture ? [picture] : [])].every((uid) => files.get(uid)?.owner === author)
}
