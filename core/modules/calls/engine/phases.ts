import { dialling } from './out/dialling.ts'
import { parting } from './flow/farewell.ts'
import type { Phase } from './live.ts'
import { choosing } from './flow/menu.ts'
import { opening } from './out/opening.ts'
import { ringing, telling } from './out/telling.ts'
import { waiting } from './flow/queueing.ts'
import type { Rules } from './rules.ts'
import { talking } from './talk/talking.ts'
import { handing } from './talk/transferring.ts'
import { takingMessage } from './flow/voicemail.ts'
import { welcoming } from './flow/welcome.ts'

/** The rules of a phase. Of a call that is over nothing is awaited. */
export function rulesOf(phase: Phase): Rules {
  switch (phase.in) {
    case 'dialling':
      return dialling(phase)
    case 'welcome':
      return welcoming
    case 'menu':
      return choosing(phase)
    case 'queue':
      return waiting(phase)
    case 'handing':
      return handing(phase)
    case 'talk':
      return talking(phase)
    case 'opening':
      return opening(phase)
    case 'ringing':
      return ringing(phase)
    case 'telling':
      return telling
    case 'voicemail':
      return takingMessage
    case 'farewell':
      return parting(phase)
    case 'ended':
      return {}
  }
}
