import type { CustomerMessage, History, Host, News, StoredFile } from 'qiantai/plugin'
import { contentView, wordsOf } from './contents.ts'
import { fileLink } from './links.ts'
import type { Locale } from './site.ts'

/** For whom a thing is told: file links are good for this visitor, event lines in this language. */
export type Reader = { host: Host; site: string; who: string; locale: Locale }

/** A message as the protocol has it. */
export function messageView(reader: Reader, { event, content, ...message }: CustomerMessage): object {
  const shown = content && contentView(reader, content)
  const words = message.text || (content ? wordsOf(content) : '')
  return {
    ...message,
    text: event ? reader.host.translate(reader.locale, event.key, event.values) : words,
    ...(shown && { content: shown }),
    files: message.files.map((file) => fileView(reader, file)),
  }
}

/** A file with the addresses that show it. */
export function fileView({ host, site, who }: Reader, file: StoredFile & { duration?: number }): object {
  const link = { site, who, uid: file.uid }
  const isImage = file.mime.startsWith('image/')
  return {
    ...file,
    url: fileLink(host, { ...link, size: undefined }),
    ...(isImage && { thumbnail: fileLink(host, { ...link, size: 'thumbnail' }) }),
  }
}

export function newsView(reader: Reader, news: News): object {
  return news.type === 'message' ? { ...news, message: messageView(reader, news.message) } : news
}

export function historyView(reader: Reader, { messages, ...rest }: History): object {
  return { messages: messages.map((message) => messageView(reader, message)), ...rest }
}

/** How far a reader of this news has come. */
export function lastCursor(news: News[]): string | undefined {
  return news.findLast((item) => 'cursor' in item)?.cursor
}
