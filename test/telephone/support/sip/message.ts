/** A SIP message: its first line, its headers in their order, and what it carries. */
export type Message = { start: string; headers: Header[]; body: string }
export type Header = [name: string, value: string]

export function parse(text: string): Message {
  const [head = '', ...rest] = text.split('\r\n\r\n')
  const [start = '', ...lines] = head.split('\r\n')
  const headers = lines.map((line): Header => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()]
  })
  return { start, headers, body: rest.join('\r\n\r\n') }
}

export function format({ start, headers, body }: Message): string {
  const length: Header = ['Content-Length', String(Buffer.byteLength(body))]
  const lines = [...headers, length].map(([name, value]) => `${name}: ${value}`)
  return [start, ...lines, '', body].join('\r\n')
}

export function headersOf({ headers }: Message, name: string): string[] {
  const wanted = name.toLowerCase()
  return headers.flatMap(([each, value]) => (each.toLowerCase() === wanted ? value : []))
}

/** The first of this name; empty where there is none. */
export function headerOf(message: Message, name: string): string {
  return headersOf(message, name)[0] ?? ''
}

/** `INVITE` of a request and of the answers to it. */
export function methodOf(message: Message): string {
  return headerOf(message, 'CSeq').split(' ')[1] ?? ''
}

/** 180, 200, 486 …; undefined for a request. */
export function statusOf({ start }: Message): number | undefined {
  const status = /^SIP\/2\.0 (\d{3})/.exec(start)?.[1]
  return status === undefined ? undefined : Number(status)
}

/** The address between the angle brackets, or the bare one. */
export function addressIn(value: string): string {
  return /<([^>]+)>/.exec(value)?.[1] ?? value.split(';')[0] ?? ''
}

/** What stands before the @ of an address. */
export function userIn(value: string): string {
  return /sips?:([^@;>]+)@/.exec(value)?.[1] ?? ''
}

export function tagIn(value: string): string {
  return /;tag=([^;>\s]+)/.exec(value)?.[1] ?? ''
}

export function branchOf(message: Message): string {
  return /;branch=([^;\s]+)/.exec(headerOf(message, 'Via'))?.[1] ?? ''
}
