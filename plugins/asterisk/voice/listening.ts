import type { Line } from '../account.ts'
import { at, does } from '../ari/ask.ts'
import { earOf, spyOf } from './names.ts'
import { enter, open } from './rooms.ts'
import { spyOn } from './spying.ts'

type Mode = 'listen' | 'whisper'

/** A spy on the target brings what it says and hears into a room with the supervisor; in `whisper` it carries their voice back. */
export async function listen(line: Line, leg: string, target: string, mode: Mode): Promise<void> {
  const spy = spyOf(leg, mode)
  const room = earOf(leg)
  const other = spyOf(leg, mode === 'listen' ? 'whisper' : 'listen')
  await Promise.all([
    does(line, { method: 'DELETE', path: at`channels/${other}` }),
    spyOn(line, target, { spy, hears: 'both', speaks: mode === 'whisper' ? 'out' : 'none' }),
    open(line, room),
  ])
  if (await enter(line, room, leg)) await enter(line, room, spy)
}
