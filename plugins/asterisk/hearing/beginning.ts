import { setTimeout } from 'node:timers/promises'
import { application, type Line } from '../account.ts'
import { at, does } from '../ari/ask.ts'
import { bringBack } from '../voice/phones.ts'
import { snapshot } from '../voice/snapshot.ts'
import { type Floor, floorOf } from './floor.ts'
import { types } from './heard.ts'
import { sweep } from './tidying.ts'

/** After every connection: asks for what we use, brings the phones that were lost, and tells how things are. */
export async function begin(line: Line, floor: Floor): Promise<void> {
  await booted(line)
  if (!line.account.comes) await askFor(line)
  await bringBack(line)
  await sweep(line)
  const now = await snapshot(line)
  Object.assign(floor, floorOf(now))
  await line.channel.called({ type: 'rebuilt', snapshot: now })
}

/** Over its own socket the exchange never answers this one, nor anything after it (22.10): there it tells all that it has. */
async function askFor(line: Line) {
  await does(line, {
    method: 'PUT',
    path: at`applications/${application}/eventFilter`,
    body: { allowed: types.map((type) => ({ type })) },
  })
}

const bootMilliseconds = 30_000
const glance = 100

/** It connects before it is done starting, and answers 503 until then. */
async function booted(line: Line) {
  for (
    const began = performance.now();
    performance.now() - began < bootMilliseconds;
    await setTimeout(glance)
  ) {
    const { status } = await line.ari({ method: 'GET', path: 'asterisk/ping' })
    if (status !== 503) return
  }
}
