import { randomUUID } from 'node:crypto'
import type { PhoneLine, SimulatedPhone, Stage } from 'qiantai/plugin'

const mostLines = 100

/** A phone that short messages come to; nobody answers them. */
export type Inbox = { phone: SimulatedPhone; lines: PhoneLine[]; arrive: (text: string) => void }

/** An empty phone. */
export function createInbox(stage: Stage, title: string): Inbox {
  const lines: PhoneLine[] = []
  return {
    lines,
    arrive(text) {
      lines.push({ id: randomUUID(), from: 'clinic', at: stage.now(), text })
      lines.splice(0, lines.length - mostLines)
      stage.changed()
    },
    phone: {
      show: () => ({ title, menu: [], lines, can: [], entries: [] }),
      act: async () => {
        throw new Error('sms:phone.cannot')
      },
      media: () => undefined,
    },
  }
}
