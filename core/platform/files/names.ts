import { allowed, compound, type FileType } from './kinds.ts'

const longest = 255
// Controls, marks that turn the direction of writing (they hide "exe" in "gpj.exe"), and invisible ones.
const invisible =
  /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/gu
const reserved = /[<>:"|?*]/g

/** A name to show and to save under: no folder, nothing invisible, the extension that belongs to the type, at most 255 characters. */
export function cleanName(name: string, type: FileType): string {
  const plain = name.toWellFormed().normalize('NFC').replace(invisible, '')
  const last = plain.split(/[/\\]/).at(-1) ?? ''
  const stem = stemOf(last.replace(reserved, '_').trim(), type)
  const extension = type.names.includes(extensionOf(last)) ? extensionOf(last) : type.names[0]
  return `${cut(stem, longest - 6) || 'file'}.${extension}`
}

/** The part after the last dot, in small letters; '' where there is none. */
export function extensionOf(name: string): string {
  return /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
}

/** Without an extension that we know; another one stays visible, as in `photo.exe.png`. */
function stemOf(name: string, type: FileType): string {
  const known = new Set(
    [type, ...Object.values(allowed), ...Object.values(compound)].flatMap(({ names }) => names),
  )
  const extension = extensionOf(name)
  const stem = known.has(extension) ? name.slice(0, -extension.length - 1) : name
  return stem.replace(/^[\s.]+|[\s.]+$/g, '')
}

function cut(text: string, length: number): string {
  return Array.from(text).slice(0, length).join('')
}
