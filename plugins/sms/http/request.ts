import type { Settings, ShortText } from 'qiantai/plugin'
import { numberFor } from '../number.ts'
import { templateOf } from '../templates.ts'

export type Request = { url: string; method: string; headers: Record<string, string>; body?: string }

type Values = Record<string, string>
type Escape = (value: string) => string

/** The call that hands a message to the gateway: what stands in double braces is filled in, so that it stays what it is. */
export function requestOf(settings: Settings, message: ShortText): Request {
  const values = valuesOf(settings, message)
  const headers = headersOf(settings, values)
  const method = settings.method === 'get' ? 'GET' : 'POST'
  const body = linesOf(settings.body).join('\n')
  return {
    url: filled(String(settings.url), values, encodeURIComponent),
    method,
    headers,
    ...(method === 'POST' && body && { body: filled(body, values, escapeFor(headers)) }),
  }
}

function valuesOf(settings: Settings, { uid, number, text, purpose, values }: ShortText): Values {
  return {
    link: '',
    token: '',
    code: '',
    ...values,
    uid,
    text,
    number: numberFor(number),
    e164: number,
    template: templateOf(settings, purpose),
    secret: String(settings.secret ?? ''),
  }
}

/** No line of a header can become two. */
function headersOf({ headers }: Settings, values: Values): Record<string, string> {
  const oneLine: Escape = (value) => value.replace(/[^\x20-\x7e]+/g, ' ')
  return Object.fromEntries(
    linesOf(headers).flatMap((line) => {
      const [, name, value] = /^([\w-]+):\s*(.*)$/.exec(line.trim()) ?? []
      return name ? [[name.toLowerCase(), filled(value ?? '', values, oneLine)]] : []
    }),
  )
}

function escapeFor(headers: Record<string, string>): Escape {
  const type = headers['content-type'] ?? ''
  if (type.includes('json')) return (value) => JSON.stringify(value).slice(1, -1)
  if (type.includes('xml')) return (value) => value.replace(/[<>&"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
  return encodeURIComponent
}

function filled(template: string, values: Values, escape: Escape): string {
  return template.replace(/\{\{(\w+)\}\}/g, (whole, name: string) =>
    values[name] === undefined ? whole : escape(values[name]),
  )
}

function linesOf(value: Settings[string]): string[] {
  return Array.isArray(value) ? value : String(value ?? '').split('\n')
}
