import type { Snapshot } from 'qiantai/plugin'
import { application, type Line } from '../account.ts'
import { at, reads } from '../ari/ask.ts'
import { type Dict, dict, dicts, text, texts } from '../json.ts'
import { isDerived, nameOf } from './names.ts'
import { recordingIn } from './recording.ts'

/** How things are, asked all at once. */
export async function snapshot(line: Line): Promise<Snapshot> {
  const [ours, channels, rooms, phones] = await Promise.all([
    reads(line, at`applications/${application}`),
    reads(line, 'channels'),
    reads(line, 'bridges'),
    registered(line),
  ])
  const own = new Set(texts(dict(ours)['channel_ids']))
  const legs = dicts(channels).filter((channel) => own.has(text(channel, 'id')) && isLeg(channel))
  const recordings = await Promise.all(dicts(rooms).map((room) => recordingIn(line, text(room, 'id'))))
  return {
    legs: legs.map((leg) => legIn(leg, dicts(rooms))),
    recordings: recordings.filter((name) => name !== undefined),
    phones,
  }
}

/** The names of the phones that are there now. */
export async function registered(line: Line): Promise<string[]> {
  const endpoints = dicts(await reads(line, 'endpoints/PJSIP'))
  const online = endpoints.filter((each) => text(each, 'state') === 'online')
  return online.map((each) => text(each, 'resource')).filter((name) => name !== line.account.trunk)
}

/** A phone or a number on the line: none of the exchange's own spies, players and recorders. */
export function isLeg(channel: Dict): boolean {
  return text(channel, 'name').startsWith('PJSIP/') && !isDerived(text(channel, 'id'))
}

/** What the dial plan has called us with, in words: `qiantai,incoming,02161234567`. */
export function wordsOf(channel: Dict): string[] {
  return text(dict(channel['dialplan']), 'app_data').split(',').slice(1)
}

function legIn(channel: Dict, rooms: Dict[]): Snapshot['legs'][number] {
  const leg = text(channel, 'id')
  const room = rooms.find((each) => texts(each['channels']).includes(leg))
  const place = room && nameOf(text(room, 'id'))
  const [how, to = ''] = wordsOf(channel)
  return {
    leg,
    state: text(channel, 'state') === 'Up' ? 'up' : 'ringing',
    ...(place && place.part === undefined && { room: place.name }),
    ...(how === 'incoming' && { from: text(dict(channel['caller']), 'number'), to }),
  }
}
