import type { Random } from '../random.ts'
import { heardOn } from './quality.ts'
import type { About, Sketch } from './sketch.ts'

const second = 1000
/** What becomes of numbers that are called in vain, with the cause (Q.850) that carriers give. The first are usual. */
const vain = [
  { outcome: 'no-answer', code: 19, rings: true },
  { outcome: 'no-answer', code: 19, rings: true },
  { outcome: 'busy', code: 17, rings: false },
  { outcome: 'absent', code: 20, rings: false },
  { outcome: 'rejected', code: 21, rings: true },
] as const

/** A customer rings, and an agent talks with them for so many seconds. */
export function rings(random: Random, { line = 0, ...about }: About, talk: number): Sketch {
  const queued = random.between(14, 31) * second
  const ringMs = random.between(25, 110) * 100
  const setupMs = random.between(2, 6) * 100
  const answered = queued + setupMs + ringMs + random.pick([0, 0, 0, random.between(4, 70)]) * second
  const call = { direction: 'in', purpose: 'inbound', outcome: 'answered' } as const
  return { ...call, line, ...about, queued, setupMs, ringMs, ...talked(random, answered, talk) }
}

/** An agent calls a customer, who answers. */
export function reaches(
  random: Random,
  about: About,
  talk: number,
  purpose: Sketch['purpose'] = 'agent',
): Sketch {
  const dialled = dials(random)
  const ringMs = random.between(35, 190) * 100
  const answered = dialled.at + dialled.setupMs + ringMs
  const call = { direction: 'out', purpose, outcome: 'answered', line: 0 } as const
  return { ...call, ...about, setupMs: dialled.setupMs, ringMs, ...talked(random, answered, talk) }
}

/** An agent calls, and nobody answers. */
export function missesThem(
  random: Random,
  { agent, team }: About,
  purpose: Sketch['purpose'] = 'agent',
): Sketch {
  const { rings: isRung, ...end } = random.pick(vain)
  const { at, setupMs } = dials(random)
  const ringMs = isRung ? random.between(18, 44) * second : 0
  const by = { endedBy: 'system', agent, team, line: 0 } as const
  return { direction: 'out', purpose, ...end, ...by, setupMs, ringMs, ended: at + setupMs + ringMs }
}

/** The number was noted wrongly: nobody has it. */
export function findsNobody(random: Random, about: About): Sketch {
  const { at, setupMs } = dials(random)
  const end = { outcome: 'unallocated', code: 1, endedBy: 'system', line: 0 } as const
  return { direction: 'out', purpose: 'agent', ...end, ...about, setupMs, ringMs: 0, ended: at + setupMs }
}

/** A customer waits, and nobody is free for them. */
export function waitsInVain(
  random: Random,
  { team, line = 0 }: Pick<About, 'team' | 'line'>,
  outcome: 'abandoned' | 'missed' | 'callback',
): Sketch {
  const queued = random.between(14, 31) * second
  const patience = { abandoned: [22, 118], missed: [300, 301], callback: [93, 140] }[outcome]
  const ended = queued + random.between(patience[0] ?? 0, patience[1] ?? 0) * second
  const endedBy = outcome === 'abandoned' ? 'customer' : 'system'
  return { direction: 'in', purpose: 'inbound', outcome, endedBy, team, line, queued, ended }
}

/** A customer rings when nobody is there, and speaks to the machine, or does not. */
export function comesLate(
  random: Random,
  { team, line = 0 }: Pick<About, 'team' | 'line'>,
  speaks: number,
): Sketch {
  const said = random.between(11, 17) * second
  const outcome = speaks > 0 ? 'voicemail' : 'closed'
  const ended = said + speaks * second
  return { direction: 'in', purpose: 'inbound', outcome, endedBy: 'customer', team, line, ended }
}

function talked(random: Random, answered: number, talk: number) {
  const holdMs = talk > 90 && random.between(1, 6) === 1 ? random.between(15, 70) * second : 0
  const endedBy = random.pick(['customer', 'customer', 'agent'] as const)
  const quality = heardOn(random, talk)
  return { answered, ended: answered + talk * second, holdMs, endedBy, code: 16, quality }
}

/** The agent's own phone rings first. */
function dials(random: Random) {
  return { at: random.between(14, 52) * 100, setupMs: random.between(12, 38) * 100 }
}
