import { XMLParser } from 'fast-xml-parser'

/** What a push or a passive reply holds, by the platform's names. */
export type Fields = { [name: string]: string | number | bigint | Fields | Fields[] }

/** Fields as the platform writes them in XML: words as CDATA, numbers bare. */
export function toXml(fields: Fields): string {
  return `<xml>${inner(fields)}</xml>`
}

/** Fields as the platform writes them in JSON: 64-bit ids are bare numbers, too long for a double. */
export function toJson(value: unknown): string {
  const text = JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? `\u0000${part}` : part))
  return text.replace(/"\\u0000(\d+)"/g, '$1')
}

/** Reads an XML document `<xml>…</xml>`; everything stays text. Undefined where it is none. */
export function fromXml(text: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = parser.parse(text, true)
    return isRecord(parsed) && isRecord(parsed.xml) ? parsed.xml : undefined
  } catch {
    return undefined
  }
}

const parser = new XMLParser({ parseTagValue: false, trimValues: false, ignoreDeclaration: true })

/** Is this an object with names? */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function inner(fields: Fields): string {
  return Object.entries(fields)
    .flatMap(([name, value]) => [value].flat().map((one) => `<${name}>${content(one)}</${name}>`))
    .join('')
}

function content(value: Fields[string]): string {
  if (typeof value === 'string') return `<![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
  return typeof value === 'object' ? inner(value as Fields) : String(value)
}
