import type { ChannelKind, Content, Outgoing } from 'qiantai/plugin'
import { type Body, type Part, textBody } from './part.ts'
import { split } from './split.ts'

/** The longest text of one message, in bytes of UTF-8. */
export const longestText = 2048

export type OutFile = Outgoing['files'][number]
export type FileKind = 'image' | 'voice' | 'video' | 'file'

/** How one kind of account says things; what it cannot say is left out. */
export type Dialect = {
  [K in FileKind]?: (file: OutFile, isFresh: boolean) => Promise<Body>
} & {
  [K in Content['type']]?: (content: Extract<Content, { type: K }>, isFresh: boolean) => Promise<Body>
}

/** What a message is to the platform: its content alone, or its words and files. Undefined where something cannot be said. */
export function partsOf(dialect: Dialect, message: Outgoing): Part[] | undefined {
  const { kind, text, files, content } = message
  const words = split(text, longestText).map((piece): Part => ({ body: async () => textBody(piece) }))
  const parts = content
    ? [contentPart(dialect, content)]
    : [...words, ...files.map((file) => filePart(dialect, kind, file))]
  return parts.every((part) => part !== undefined) ? parts : undefined
}

/** The platform counts every part as an answer. */
export const costsOf: NonNullable<ChannelKind['costs']> = ({ text, files, content }) =>
  content ? 1 : split(text, longestText).length + files

function contentPart(dialect: Dialect, content: Content): Part | undefined {
  const say = dialect[content.type] as ((content: Content, isFresh: boolean) => Promise<Body>) | undefined
  return say && { body: (isFresh) => say(content, isFresh), ...wordsFor(content) }
}

/** Questions are asked in words where they cannot be touched. */
function wordsFor(content: Content): { words?: string } {
  if (content.type !== 'choices') return {}
  const items = content.items.map(({ text }, index) => `${index + 1}. ${text}`)
  return { words: [content.head, ...items, content.tail ?? ''].filter(Boolean).join('\n') }
}

function filePart(dialect: Dialect, kind: Outgoing['kind'], file: OutFile): Part | undefined {
  const say = dialect[fileKind(kind, file)]
  return say && { body: (isFresh) => say(file, isFresh) }
}

function fileKind(kind: Outgoing['kind'], { mime }: OutFile): FileKind {
  if (kind === 'voice' || mime.startsWith('audio/')) return 'voice'
  if (mime.startsWith('image/')) return 'image'
  return mime.startsWith('video/') ? 'video' : 'file'
}
