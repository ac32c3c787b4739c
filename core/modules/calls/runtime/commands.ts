import type { App } from '../../../module.ts'
import { json } from '../../../platform/db/index.ts'
import type { Sound, Voice } from '../../../plugin/index.ts'
import type { Command, Input, Live, Said } from '../engine/index.ts'
import { isParked } from '../verbs/parking.ts'
import { mayDial } from './gate.ts'
import type { Stored } from './keep.ts'
import { measure } from './quality.ts'

type Feed = (input: Input) => void
type Dial = Command & { do: 'dial' }

/**
 * Tells the exchange what a step asks for: one batch after the other, the commands of a batch at once. What fails is
 * logged and stops nothing; a leg that was not dialled has ended, which is fed back.
 */
export async function carryOut(app: App, stored: Stored, feed: Feed): Promise<void> {
  for (const batch of stored.commands)
    await Promise.all(batch.map((command) => attempt(app, stored, command, feed)))
}

async function attempt(app: App, stored: Stored, asked: Command, feed: Feed) {
  const { call, live } = stored
  const command = letGo(asked, live)
  try {
    const voice = app.channels.open(call.channelId)?.voice
    if (!voice) throw new Error('the exchange is not open')
    await perform(app, stored, { voice, command, feed })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    app.log.warn({ call: call.uid, do: command.do, reason }, 'call.command-failed')
    if (command.do === 'dial') feed(unreachable(command))
  }
}

/** A desk phone that dialled by itself is not there for the whole shift: once it is let go, it is hung up. */
function letGo(command: Command, { legs }: Live): Command {
  const isGone = command.do === 'hold' && !legs[command.leg] && !isParked(command.leg)
  return isGone ? { do: 'hangUp', leg: command.leg } : command
}

async function perform(
  app: App,
  { call, live }: Stored,
  { voice, command, feed }: { voice: Voice; command: Command; feed: Feed },
) {
  if (command.do === 'measure') return measure(app, voice, { call, live, leg: command.leg })
  if (command.do === 'dial' && !(await mayDial(app, call, live, command)))
    return feed({ type: 'refused', leg: command.leg })
  await speak(app, voice, command)
  if (command.do === 'mute' && !command.on && live.takeover) feed({ type: 'unmuted', leg: command.leg })
}

function unreachable({ leg }: Dial): Input {
  return { type: 'voice', event: { type: 'ended', leg, cause: 'unreachable' } }
}

async function speak(app: App, voice: Voice, command: Exclude<Command, { do: 'measure' }>): Promise<void> {
  switch (command.do) {
    case 'dial':
      return voice.dial(command.leg, command.call)
    case 'ring':
      return voice.ring(command.leg)
    case 'answer':
      return voice.answer(command.leg)
    case 'hangUp':
      return voice.hangUp(command.leg, command.why)
    case 'join':
      return voice.join(command.room, command.legs)
    case 'hold':
      return voice.hold(command.leg, command.music)
    case 'play':
      return voice.play(command.playback, command.to, opened(app, command.sounds), command.loop)
    case 'stop':
      return voice.stop(command.playback)
    case 'mute':
      return voice.mute(command.leg, command.on)
    case 'press':
      return voice.press(command.leg, command.keys)
    case 'listen':
      return voice.listen(command.leg, command.target, command.mode)
    case 'record':
      return voice.record(command.recording, command.of, command.limits)
    case 'pause':
      return voice.pause(command.recording, command.on)
    case 'finish':
      return voice.finish(command.recording)
  }
}

function opened({ vault }: App, sounds: Said[]): Sound[] {
  return sounds.flatMap((said) => ('sealed' in said ? json.read<Sound[]>(vault.open(said.sealed), []) : said))
}
