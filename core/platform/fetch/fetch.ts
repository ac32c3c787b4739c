import type { Agent, Dispatcher, request as Request } from 'undici'
import { Unavailable } from '../../errors.ts'
import type { FetchAnswer, FetchOptions } from '../../plugin/index.ts'
import { createGuard, type Guard, type Resolver } from './guard.ts'
import { troubleOf } from './trouble.ts'

/**
 * The only way out of the process. http and https alone; never to an address that is not public, unless an admin
 * allowed it; redirects are followed by hand and checked like the first address.
 * Throws `Forbidden` where the address is not allowed, `Unavailable` where the peer is away, too slow or sends too
 * much (`unsure` where the request may have had its effect), and the reason of `signal` where the caller gave up.
 * Any status is an answer.
 */
export type Fetch = (url: string, options?: FetchOptions) => Promise<FetchAnswer>

type Out = { guard: Guard; dispatcher: Agent; request: typeof Request }
type Step = { url: URL; method: string; headers: Record<string, string>; body?: string | Buffer }

const defaults = { timeout: 10_000, limit: 10 * 1024 * 1024 }
// Shorter than the whole, so that what never left is not taken for what was not answered.
const connectTimeout = 5_000
const mostRedirects = 5
const credentials = ['authorization', 'cookie', 'proxy-authorization']

/** `allowed`: host names, addresses and networks that are private and may be reached all the same. */
export function createFetch(options: { allowed?: string[]; resolve?: Resolver } = {}): Fetch {
  const guard = createGuard(options.allowed ?? [], options.resolve)
  let out: Promise<Out> | undefined
  return async (url, request) => fetch(await (out ??= open(guard)), url, request)
}

/** Loaded with the first request: a start should not wait for it. */
async function open(guard: Guard): Promise<Out> {
  const { Agent, request } = await import('undici')
  const dispatcher = new Agent({ connect: { lookup: guard.lookup, timeout: connectTimeout } })
  return { guard, dispatcher, request }
}

async function fetch(out: Out, url: string, options: FetchOptions = {}) {
  const deadline = AbortSignal.timeout(options.timeout ?? defaults.timeout)
  const signal = AbortSignal.any([deadline, ...(options.signal ? [options.signal] : [])])
  try {
    return await follow(out, firstStep(out.guard, url, options), {
      signal,
      limit: options.limit ?? defaults.limit,
    })
  } catch (error) {
    options.signal?.throwIfAborted()
    throw troubleOf(error, { method: options.method ?? 'GET', late: deadline.aborted })
  }
}

function firstStep(guard: Guard, url: string, options: FetchOptions): Step {
  const { method = 'GET', headers = {}, body } = options
  return { url: guard.check(url), method, headers: lowerCased(headers), body }
}

async function follow(
  out: Out,
  first: Step,
  bounds: { signal: AbortSignal; limit: number },
): Promise<FetchAnswer> {
  let step: Step | undefined = first
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    const { url, method, headers, body } = step
    const response = await out.request(url, {
      method,
      headers,
      body,
      signal: bounds.signal,
      dispatcher: out.dispatcher,
    })
    step = nextStep(out.guard, step, response)
    if (!step) return answerOf(response, bounds.limit)
    response.body.on('error', () => {}).destroy()
  }
  throw new Unavailable('The peer redirects without end')
}

/** Where a redirect leads, as browsers do it: 303, and 301 or 302 after a POST, become a GET without a body. */
function nextStep(guard: Guard, step: Step, response: Dispatcher.ResponseData): Step | undefined {
  const { location } = response.headers
  if (![301, 302, 303, 307, 308].includes(response.statusCode) || typeof location !== 'string')
    return undefined
  const url = guard.check(location, step.url)
  const headers = url.origin === step.url.origin ? step.headers : without(step.headers, credentials)
  const asGet = response.statusCode === 303 || (response.statusCode < 303 && step.method === 'POST')
  if (!asGet) return { ...step, url, headers }
  return { url, method: 'GET', headers: without(headers, ['content-type', 'content-length']) }
}

async function answerOf(response: Dispatcher.ResponseData, limit: number): Promise<FetchAnswer> {
  const body = await bodyOf(response, limit)
  return {
    status: response.statusCode,
    headers: flat(response.headers),
    body,
    json: () => JSON.parse(body.toString('utf8')),
  }
}

async function bodyOf(response: Dispatcher.ResponseData, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response.body) {
    size += chunk.length
    if (size > limit) throw new Unavailable(`The peer sent more than ${limit} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]))
}

function lowerCased(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

function without(headers: Record<string, string>, names: string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)))
}
