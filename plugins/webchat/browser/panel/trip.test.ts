import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import type { Call, Http } from '../shared/http.ts'
import type { Session } from '../shared/session.ts'
import { makeTrip } from './trip.ts'

let kept: Map<string, string>
let left: string[]
let calls: { path: string; call?: Call }[]
const names = ['window', 'parent', 'sessionStorage', 'location']

/** As much of a browser as the trip looks at. */
beforeEach(() => {
  kept = new Map()
  left = []
  calls = []
  const own = {}
  const sessionStorage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
  const location = {
    pathname: '/c/site',
    search: '?utm_source=qr',
    replace: (url: string) => void left.push(url),
  }
  Object.assign(globalThis, { window: own, parent: own, sessionStorage, location })
})
afterEach(() => names.forEach((name) => Reflect.deleteProperty(globalThis, name)))

const session = (quiet = false) => ({ token: () => 'token', isQuiet: () => quiet }) as Session
const answering = (answer: unknown): Http => {
  return async (path, call) => {
    calls.push({ path, call })
    if (answer instanceof Error) throw answer
    return answer
  }
}
const asked = () => calls.map(({ path }) => path)

test('the page goes where its visitor can be proven, and says where to come back', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] })
  const trip = makeTrip(answering({ url: 'https://provider.example/' }), 'site', session())
  await new Promise((turn) => setImmediate(turn))
  assert.deepEqual(left, ['https://provider.example/'])
  const body = { back: '/c/site?utm_source=qr' }
  assert.deepEqual(calls, [{ path: 'trip', call: { token: 'token', body, credentials: 'same-origin' } }])
  context.mock.timers.tick(3000)
  await trip
})

test('the page goes once in a session, whether it has come back or not', async () => {
  await makeTrip(answering(undefined), 'site', session())
  await makeTrip(answering({ url: 'https://provider.example/' }), 'site', session())
  assert.deepEqual([asked(), left], [['trip'], []])
})

test('the chat starts where nothing fits, and where the question fails', async () => {
  await makeTrip(answering(undefined), 'site', session())
  await makeTrip(answering(new Error('offline')), 'another', session())
  assert.deepEqual([asked(), left], [['trip', 'trip'], []])
})

test('nobody goes from a frame, without memory, or after they took their consent back', async () => {
  await makeTrip(answering({ url: 'https://provider.example/' }), 'site', session(true))
  Object.assign(globalThis, { sessionStorage: undefined })
  await makeTrip(answering({ url: 'https://provider.example/' }), 'site', session())
  Object.assign(globalThis, { parent: {} })
  await makeTrip(answering({ url: 'https://provider.example/' }), 'site', session())
  assert.deepEqual([asked(), left], [[], []])
})
