import type { IncomingMessage } from 'node:http'

/** The parameters of a call, wherever they stand. */
export type Values = Record<string, string>

type RawJson = { rawJSON: (text: string) => unknown }

/** An id in JSON is a number of any length. */
export function numeric(id: string): unknown {
  return (JSON as typeof JSON & RawJson).rawJSON(id)
}

/** `Mon Jul 16 18:09:20 +0800 2012`, as people in China read their clocks. */
export function timestamp(at: number): string {
  const [, weekday, day, month, year, clock] =
    /^(\w{3}), (\d\d) (\w{3}) (\d{4}) ([\d:]{8})/.exec(new Date(at + 8 * 3_600_000).toUTCString()) ?? []
  return `${weekday} ${month} ${day} ${clock} +0800 ${year}`
}

/** The parameters of a request: of its address, its form, or its JSON, which is kept whole under `body`. */
export async function valuesOf(request: IncomingMessage): Promise<Values> {
  const url = new URL(request.url ?? '/', 'http://weibo')
  const body = (await request.setEncoding('utf8').toArray()).join('')
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')
  const form = isForm ? Object.fromEntries(new URLSearchParams(body)) : { body }
  const [, bearer] = /^OAuth2 (.+)$/.exec(request.headers.authorization ?? '') ?? []
  return { ...(bearer && { access_token: bearer }), ...Object.fromEntries(url.searchParams), ...form }
}
