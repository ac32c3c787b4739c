import type { Deed } from '../story.ts'
import { comesLate, reaches, rings, waitsInVain } from './attempts.ts'
import { type Caller, type House, newCaller, writer } from './caller.ts'
import { about, introduce, owes, sleepOverIt, teamOf } from './plots.ts'
import { createTale, type Tale } from './tale.ts'
import { evening, hour, minute, nextMorning, workday } from './times.ts'

/** Two of those who write, and whose talk is still open. */
const [called, calling] = [11, 12]

/** What is new: calls that can be listened to, and calls that are owed, one of them for too long. `first`: a guest who is new. */
export function today(house: House, first: number): Deed[] {
  const { now, random, phone } = house
  const names = phone.callers.slice(-6)
  const fresh = (index: number) => newCaller(house, first + index, names[index])
  const tell = (who: Caller, start: number, plot: (tale: Tale) => void) => {
    const tale = createTale(random, phone, who, start)
    plot(tale)
    return tale.deeds
  }
  return [
    ...tell(writer(house, called), now - 34 * minute, (tale) => talks(tale, 'out', 38)),
    ...tell(writer(house, calling), now - 21 * minute, (tale) => talks(tale, 'in', 31)),
    ...tell(fresh(0), workday(random, now, 1), (tale) => talks(tale, 'in', 44)),
    ...tell(fresh(1), evening(random, now, 3), speaksAndIsCalled),
    ...tell(fresh(2), now - 76 * minute, (tale) => isOwed(tale, 'abandoned', now - hour)),
    ...tell(fresh(3), now - 25 * minute, (tale) => leavesMessage(tale, now + 10 * minute)),
    ...tell(fresh(4), now - 43 * minute, (tale) => asksForCall(tale, 'later', now + 3 * hour)),
    ...tell(fresh(5), now - 9 * minute, (tale) => asksForCall(tale, 'tomorrow', nextMorning(now) + hour)),
    ...tell(fresh(6), now - 6 * minute, (tale) => isOwed(tale, 'missed', now + 15 * minute)),
  ]
}

function talks(tale: Tale, way: 'in' | 'out', seconds: number) {
  const make = way === 'in' ? rings : reaches
  tale.call({ ...make(tale.random, about(tale, 'booked'), seconds), recorded: seconds })
  introduce(tale)
  if (tale.caller.name) tale.deed({ is: 'close', agent: tale.caller.agent })
}

function speaksAndIsCalled(tale: Tale) {
  const { random, caller } = tale
  leavesMessage(tale)
  sleepOverIt(tale)
  tale.call(reaches(random, about(tale, 'aftercare'), 83, 'callback'))
  tale.deed({ is: 'close', agent: caller.agent })
}

function leavesMessage(tale: Tale, dueAt?: number) {
  const { random, caller } = tale
  const seconds = random.between(9, 12)
  const owed = { ...owes(tale, 'voicemail'), dueAt }
  tale.call({ ...comesLate(random, teamOf(caller), seconds), owed, recorded: seconds })
  introduce(tale)
}

function asksForCall(tale: Tale, when: 'later' | 'tomorrow', dueAt: number) {
  isOwed(tale, 'callback', dueAt, owes(tale, 'callback', when === 'later' ? 0 : 1))
}

function isOwed(
  tale: Tale,
  outcome: 'abandoned' | 'missed' | 'callback',
  dueAt: number,
  said: { note?: string } = {},
) {
  const owed = { ...said, dueAt }
  tale.call({ ...waitsInVain(tale.random, teamOf(tale.caller), outcome), owed })
  introduce(tale)
}
