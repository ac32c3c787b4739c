import type { Deed } from '../story.ts'
import { type Caller, type House, newCaller, writer } from './caller.ts'
import { asks, comesAtNight, isFollowed, isMissed, isNobody, isWrong, type Plot } from './plots.ts'
import { createTale } from './tale.ts'
import { evening, hour, workday } from './times.ts'
import { today } from './today.ts'

/** Those who are known by the telephone alone come after those who write. */
export const firstCaller = 60
const callers = 38
const strangers = 8
const longest = 41

/** The calls of six weeks up to `now`, and what follows from them. */
export function phoneStoryOf(house: House): Deed[] {
  const numbers = Array.from({ length: callers }, (_, index) => index)
  return [
    ...numbers.flatMap((index) => comesByPhone(house, index)),
    ...isCalledAfterwards(house),
    ...today(house, firstCaller + callers),
  ]
}

/** Somebody of whom nothing was known, and who may come again. */
function comesByPhone(house: House, index: number): Deed[] {
  const { phone, random, now } = house
  const isStranger = index < strangers
  const name = isStranger ? undefined : phone.callers[index - strangers]
  const caller = newCaller(house, firstCaller + index, name)
  const ago = random.between(2, longest)
  const plot = isStranger ? strangersPlot(index) : firstPlot(index)
  const start = plot === comesAtNight ? evening(random, now, ago) : workday(random, now, ago)
  const first = told(house, caller, plot, start)
  if (isStranger) return first
  const again = told(house, caller, isFollowed, workday(random, now, ago - random.between(2, 6)))
  const later = [random.between(8, 12), random.between(15, 25)].flatMap((days) =>
    told(house, caller, asks, workday(random, now, ago - days)),
  )
  return [...first, ...again, ...later]
}

function strangersPlot(index: number): Plot {
  return index % 2 ? isWrong : isMissed
}

function firstPlot(index: number): Plot {
  if (index % 6 === 5) return comesAtNight
  return index % 4 ? asks : isMissed
}

/** Agents call those who have written and left their number, and some of these ring themselves. */
function isCalledAfterwards(house: House): Deed[] {
  const { random } = house
  return farewells(house).flatMap(({ guest, at }, index) => {
    const caller = writer(house, guest)
    const soon = workday(random, at, -random.between(1, 3))
    const later = workday(random, at, -random.between(5, 8))
    return [
      ...told(house, caller, index === 4 ? isNobody : isFollowed, soon),
      ...told(house, caller, index % 5 ? asks : isMissed, later),
    ]
  })
}

/** The ends of talks with people whose number is known. */
function farewells({ written }: House) {
  const known = new Set(
    written.flatMap((deed) => (deed.is === 'name' && deed.phone !== undefined ? deed.guest : [])),
  )
  const last = new Map(written.map((deed) => [deed.guest, deed]))
  return [...last.values()].filter(({ guest, is }) => is === 'close' && known.has(guest))
}

/** A plot that is over by now, or none of it. */
function told({ random, phone, now }: House, caller: Caller, plot: Plot, start: number): Deed[] {
  const tale = createTale(random, phone, caller, start)
  plot(tale)
  return tale.now() < now - 3 * hour ? tale.deeds : []
}
