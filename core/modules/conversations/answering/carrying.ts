import { Invalid } from '../../../errors.ts'
import type { Capabilities, Content } from '../../../plugin/index.ts'
import { familyOf, type MessageKind } from '../conversation.ts'

/** What an agent wants to say. */
export type Said = { text: string; files: { mime: string }[]; content?: Content }

/** The kind of message that this is on a channel that can do so much. Throws Invalid where the channel cannot carry it. */
export function carriedAs(can: Capabilities, said: Said): MessageKind {
  if (said.content) return contentAs(can, said.content, said)
  if (!said.text && said.files.length === 0) throw fault('text', 'errors.fault.required')
  if (lengthOf(can, said.text) > can.text.max && !can.text.split) throw fault('text', 'errors.fault.long')
  const [first] = said.files.map(({ mime }) => fileAs(can, mime))
  return first ?? 'text'
}

/** A link, a card or a question stands alone; a notice has the words that the provider approved. */
function contentAs(can: Capabilities, { type }: Content, { text, files }: Said): MessageKind {
  if (type === 'notice') return type
  const isCarried = (type === 'link' || type === 'card' || type === 'choices') && can[type]
  if (!isCarried) throw fault('content', 'desk.refused.content')
  if (text || files.length > 0) throw fault('text', 'desk.refused.together')
  return type
}

/** What a channel cannot show in its own way it may still carry as a file. */
function fileAs(can: Capabilities, mime: string): MessageKind {
  const family = familyOf(mime)
  if (can[family]) return family
  if (can.file) return 'file'
  throw fault('files', 'desk.refused.kind')
}

function lengthOf(can: Capabilities, text: string): number {
  return can.text.bytes ? Buffer.byteLength(text) : text.length
}

function fault(field: string, message: string) {
  return new Invalid([{ field, message }])
}
