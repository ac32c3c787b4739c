import type { Note } from '../note.ts'

/** What a robot says where it takes Markdown; customers' names and words can neither link nor mark anything. */
export function markdownOf({ title, lines, url, look }: Note): string {
  const quoted = lines.map((line) => `> ${plain(line)}`).join('\n>\n')
  const link = url && `[${look}](${url})`
  return [`**${plain(title)}**`, quoted, link].filter(Boolean).join('\n\n')
}

const alike: Record<string, string> = {
  '<': '＜',
  '>': '＞',
  '[': '［',
  ']': '］',
  '*': '＊',
  '`': '｀',
  '\\': '＼',
}

function plain(text: string): string {
  return text.replace(/[<>[\]*`\\]/g, (sign) => alike[sign] ?? sign)
}
