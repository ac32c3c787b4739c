import { setTimeout } from 'node:timers/promises'
import type { Place, RecordLimits } from 'qiantai/plugin'
import type { Line } from '../account.ts'
import { at, does, failed, reads } from '../ari/ask.ts'
import { overWeb } from '../ari/web.ts'
import { dict, text } from '../json.ts'
import { miss } from './miss.ts'
import { solitude } from './rooms.ts'

// An hour is 58 MB.
const patience = { timeout: 120_000, limit: 256 * 1024 * 1024 }

const glance = 10
const glances = 100

/** Of a room, or of the room that a leg has to itself: it goes on whoever comes and goes. */
export async function record(
  line: Line,
  recording: string,
  of: Place,
  { most, silence, key }: RecordLimits = {},
): Promise<void> {
  const room = await roomFor(line, of)
  const began =
    room !== undefined &&
    (await does(line, {
      method: 'POST',
      path: at`bridges/${room}/record`,
      query: {
        name: recording,
        format: 'wav',
        maxDurationSeconds: most,
        maxSilenceSeconds: silence,
        terminateOn: key ?? 'none',
      },
    }))
  if (!began) return miss(line, 'recording', recording)
  await does(line, {
    method: 'POST',
    path: at`bridges/${room}/variable`,
    query: { variable: mark, value: recording },
  })
}

async function roomFor(line: Line, of: Place): Promise<string | undefined> {
  if ('room' in of) return of.room
  const place = await solitude(line, of.leg)
  return typeof place === 'object' ? place.room : undefined
}

export async function pause(line: Line, recording: string, on: boolean): Promise<void> {
  await does(line, { method: on ? 'POST' : 'DELETE', path: at`recordings/live/${recording}/pause` })
}

/**
 * Resolves when its file is whole. That it has ended is told here as well: of a room that everybody left at the moment in
 * which they came, the exchange tells nothing.
 */
export async function finish(line: Line, recording: string): Promise<void> {
  await does(line, { method: 'POST', path: at`recordings/live/${recording}/stop` })
  await written(line, recording)
  const stored = await reads(line, at`recordings/stored/${recording}`)
  await miss(line, stored === undefined ? 'recording' : 'recorded', recording)
}

async function written(line: Line, recording: string) {
  for (let glanced = 0; glanced < glances; glanced++) {
    if ((await reads(line, at`recordings/live/${recording}`)) === undefined) return
    await setTimeout(glance)
  }
}

/** Files come over HTTP alone, also from an exchange that comes to us. */
export async function fetch(line: Line, recording: string): Promise<Buffer | undefined> {
  const path = at`recordings/stored/${recording}/file`
  const { status, body } = await overWeb(line.tools, line.account)({ method: 'GET', path, patience })
  if (status === 404) return undefined
  if (status !== 200) throw failed(line, status, body.subarray(0, 200))
  return body
}

export async function discard(line: Line, recording: string): Promise<void> {
  await does(line, { method: 'DELETE', path: at`recordings/stored/${recording}` })
}

/** The recording that was begun last in this room, if it still runs. */
export async function recordingIn(line: Line, room: string): Promise<string | undefined> {
  const name = text(dict(await reads(line, at`bridges/${room}/variable`, { variable: mark })), 'value')
  if (!name) return undefined
  const live = await reads(line, at`recordings/live/${name}`)
  return live === undefined ? undefined : name
}

// The exchange lists no recordings that run, so each room knows its own.
const mark = 'QIANTAI_RECORDING'
