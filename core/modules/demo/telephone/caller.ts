import type { Random } from '../random.ts'
import type { Script, Topic } from '../script.ts'
import type { Deed } from '../story.ts'
import type { PhoneScript } from './script.ts'

/** Somebody on the telephone. `name` is missing of those whom staff know by now, and of those who stay strangers. */
export type Caller = { guest: number; topic: Topic; agent: number; stage: string; name?: string }

/** Everything that the story of the telephone is made from. `now`: milliseconds since 1970. */
export type House = { script: Script; phone: PhoneScript; random: Random; now: number; written: Deed[] }

/** A caller who wants something, and who of its team looks after them: who runs the house takes no calls by turns. */
export function newCaller({ script, random }: House, guest: number, name?: string): Caller {
  const topic = random.pick(script.topics.filter(isTreatment))
  const members = script.agents.flatMap(({ teams, role }, index) =>
    role !== 'admin' && teams.includes(topic.team) ? [index] : [],
  )
  const stage = random.pick(script.stages)
  return { guest, topic, stage, agent: random.pick(members), ...(name && { name }) }
}

/** One of those who write: they ask for the same on the telephone, and are looked after by the same agent. */
export function writer(house: House, guest: number): Caller {
  const theirs = house.written.filter((deed) => deed.guest === guest)
  const tag = theirs.find((deed) => deed.is === 'tag')?.tag
  const agent = theirs.findLast((deed) => deed.is === 'answer')?.agent
  const topic = house.script.topics.find((each) => each.tag === tag && isTreatment(each))
  const caller = newCaller(house, guest)
  return { ...caller, ...(topic && { topic }), ...(agent !== undefined && { agent }) }
}

/** People write about their aftercare; notes of calls speak of what was done. */
function isTreatment({ path }: Topic): boolean {
  return !path.startsWith('/care/')
}
