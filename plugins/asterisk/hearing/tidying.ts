import type { Line } from '../account.ts'
import { at, does, reads } from '../ari/ask.ts'
import { type Dict, dict, dicts, text, texts } from '../json.ts'
import type { Chores } from './chores.ts'
import { aloneOf, earOf, isDerived, nameOf, spyOf } from '../voice/names.ts'
import { closeEmpty } from '../voice/rooms.ts'
import { resumeMusic } from '../voice/music.ts'

const emptyMilliseconds = 1000
const transferMilliseconds = 2000

/** Puts away what an event has left behind, and lets music go on; undefined where there is nothing to be done. */
export function tidy(line: Line, said: Dict, chores: Chores): Promise<unknown> | undefined {
  switch (text(said, 'type')) {
    case 'ChannelLeftBridge':
      return void leave(line, dict(said['bridge']), chores)
    case 'StasisEnd':
      return clear(line, text(dict(said['channel']), 'id'))
    case 'PlaybackFinished':
      return goOn(line, dict(said['playback']))
    case 'ChannelTransfer':
      return void chores.later(transferMilliseconds, () => decline(line, said))
    default:
      return undefined
  }
}

/** Rooms that were left while nobody heard. */
export async function sweep(line: Line): Promise<void> {
  const rooms = dicts(await reads(line, 'bridges'))
  const empty = rooms.filter((room) => text(room, 'creator') === 'Stasis' && isEmpty(room))
  await Promise.all(
    empty.map((room) => does(line, { method: 'DELETE', path: at`bridges/${text(room, 'id')}` })),
  )
}

/**
 * Somebody may be on the way in, and who spoke there for us leaves last and without a word: a room that is empty after
 * a moment ends.
 */
function leave(line: Line, room: Dict, chores: Chores) {
  const id = text(room, 'id')
  if (id && !isDerived(id)) chores.later(emptyMilliseconds, () => closeEmpty(line, id))
}

/** What was made for a leg goes with it. */
async function clear(line: Line, leg: string) {
  if (!leg || isDerived(leg)) return
  const rooms = [aloneOf(leg), earOf(leg)].map((room) => at`bridges/${room}`)
  const spies = [spyOf(leg, 'listen'), spyOf(leg, 'whisper')].map((spy) => at`channels/${spy}`)
  await Promise.all([...rooms, ...spies].map((path) => does(line, { method: 'DELETE', path })))
}

/** An announcement is over: the music that it had stopped goes on, and the voice that brought it is put away. */
async function goOn(line: Line, playback: Dict) {
  const [, where, id = ''] = /^(bridge|channel):(.+)$/.exec(text(playback, 'target_uri')) ?? []
  const { name, part } = nameOf(id)
  if (where === 'channel' && part === 'voice')
    await does(line, { method: 'DELETE', path: at`channels/${id}` })
  if (where === 'bridge' && part === 'alone' && nameOf(text(playback, 'id')).part === 'over')
    await resumeMusic(line, name)
}

/**
 * The house moves the partner of a phone that pressed its transfer key, and hangs the phone up. Where it has not, the phone
 * is told so, and keeps the call: told that it is done, it would end it.
 */
async function decline(line: Line, said: Dict) {
  const leg = text(dict(dict(said['referred_by'])['source_channel']), 'id')
  const path = at`channels/${leg}/transfer_progress`
  await does(line, { method: 'POST', path, query: { states: 'channel_declined' } })
}

function isEmpty(room: Dict): boolean {
  return texts(room['channels']).every(isDerived)
}
