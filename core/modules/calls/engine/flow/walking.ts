import type { SoundRef, Step } from '../../../lines/index.ts'
import { finishFlow, promiseCallback } from './farewell.ts'
import { enterMenu } from './menu.ts'
import { enterQueue } from './queueing.ts'
import { forward } from '../talk/transferring.ts'
import type { Next, Turn } from '../turn.ts'
import { enterVoicemail } from './voicemail.ts'
import { hush } from '../words.ts'

/** The customer goes on to the step that a rule has asked for. */
export function walk(turn: Turn, next: Next) {
  turn.next = null
  turn.live.timers = {}
  hush(turn)
  take(turn, next.step, next)
}

function take(turn: Turn, step: Step, next: Next) {
  switch (step.to) {
    case 'menu':
      return enterMenu(turn, step.menu)
    case 'queue':
      return enterQueue(turn, step.teamId, next)
    case 'voicemail':
      return enterVoicemail(turn, step.teamId, { prompt: step.prompt, before: next.before })
    case 'callback':
      return callBack(turn, step.teamId, next.before)
    case 'number':
      return forward(turn, step.number)
    case 'end':
      return finishFlow(turn, step.say ?? next.before)
  }
}

/** Who hides their number cannot be called back, but may leave a message. */
function callBack(turn: Turn, teamId: number | null, before?: SoundRef) {
  turn.live.teamId = teamId ?? turn.live.teamId
  if (turn.live.number) promiseCallback(turn, before)
  else enterVoicemail(turn, teamId, { before })
}
