import type { VisitReport } from '../../plugin/index.ts'
import type { By, Source } from '../dialing/index.ts'
import type { Random } from './random.ts'
import type { Script, Topic } from './script.ts'
import { arrivalAt, devices, pageAt } from './sources.ts'
import { mobileOf } from './telephone/numbers.ts'
import type { Sketch } from './telephone/sketch.ts'

/** Something that somebody does at a moment (milliseconds since 1970). `agent` counts in the script's list. */
export type Deed = { at: number; guest: number } & (
  | { is: 'visit'; report: VisitReport }
  | { is: 'say'; text: string; picture: boolean }
  | { is: 'answer'; agent: number; text: string }
  | { is: 'name'; name: string; phone?: string; stage: string }
  | { is: 'tag'; tag: string }
  | { is: 'note'; agent: number; text: string }
  | { is: 'assign'; agent: number; team: number }
  | { is: 'read' }
  | { is: 'close'; agent: number }
  | { is: 'snooze'; agent: number; until: string }
  | { is: 'call'; call: Sketch }
  | { is: 'refuse'; agent: number; by: By; source: Source; reason: string }
)

/** What is done, without who and when. */
export type Omitted<T> = T extends unknown ? Omit<T, 'at' | 'guest'> : never
type Ending = 'waiting' | 'again' | 'answered' | 'snoozed' | 'closed' | 'lost'

const guests = 60
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const east = 8 * hour

/** Everything that happens in the demo clinic over four weeks up to `now`, in order. */
export function storyOf(script: Script, random: Random, now: number): Deed[] {
  const deeds = Array.from({ length: guests }, (_, guest) => {
    const ending = endingOf(guest)
    const earlier =
      guest % 8 === 7
        ? stay(script, random, { guest, now, ending: 'closed', start: pastDay(random, now, 20, 27) })
        : []
    return [...earlier, ...stay(script, random, { guest, now, ending, start: startOf(random, now, ending) })]
  })
  return deeds
    .flat()
    .filter(({ at }) => at <= now)
    .toSorted((a, b) => a.at - b.at)
}

function endingOf(guest: number): Ending {
  if (guest < 6) return 'waiting'
  if (guest < 10) return 'again'
  if (guest < 14) return 'answered'
  if (guest < 16) return 'snoozed'
  return guest % 11 === 5 ? 'lost' : 'closed'
}

function startOf(random: Random, now: number, ending: Ending): number {
  if (ending === 'waiting') return now - random.between(2, 50) * minute
  if (ending === 'snoozed') return now - random.between(20, 30) * hour
  if (ending === 'closed' || ending === 'lost') return pastDay(random, now, 1, 18)
  return now - random.between(100, 300) * minute
}

/** A moment in the opening hours of a day in China. */
function pastDay(random: Random, now: number, least: number, most: number): number {
  const morning = Math.floor((now + east) / day) * day - east + 9 * hour
  return morning - random.between(least, most) * day + random.between(0, 11 * 60) * minute
}

type Stay = { guest: number; now: number; start: number; ending: Ending }
type Then = (minutes: number, deed: Omitted<Deed>) => void

/** One reception, from the first page to its end. */
function stay(script: Script, random: Random, { guest, now, start, ending }: Stay): Deed[] {
  const topic = random.pick(script.topics)
  const agent = agentFor(script, random, topic.team)
  const deeds = visit(random, topic, guest, start)
  let at = start
  const then: Then = (minutes, deed) => deeds.push({ at: (at += minutes * minute), guest, ...deed })

  if (ending === 'waiting') {
    then(0, { is: 'say', text: opening(script, random, topic, guest), picture: false })
    return deeds
  }
  introduce(script, random, guest, topic, then)
  if (ending === 'lost') {
    lose(random, { topic, agent }, then)
    return deeds
  }
  talk(script, random, { guest, topic, agent }, then)
  followUp(script, random, { guest, agent, team: topic.team }, then)
  if (ending === 'closed') then(random.between(3, 30), { is: 'close', agent })
  if (ending === 'snoozed') then(2, { is: 'snooze', agent, until: iso(now + random.between(16, 40) * hour) })
  if (ending === 'again') {
    const text = waitingWords(script, guest)
    deeds.push({ at: now - random.between(1, 25) * minute, guest, is: 'say', text, picture: false })
  }
  return deeds
}

/** The pages before the first word, and how somebody came to them. */
function visit(random: Random, topic: Topic, guest: number, start: number): Deed[] {
  const device = random.pick(devices)
  const uid = `demo-${guest}-${start}`
  const others = [{ path: '/', title: topic.title.split(' · ')[1] ?? topic.title }, topic]
  const pages = random
    .shuffled([...others, { ...topic, path: `${topic.path}/faq` }])
    .slice(0, random.between(1, 3))
  const arrival = arrivalAt(random, pageAt(pages[0]?.path ?? '/'), topic.keyword)
  return pages.map(({ path, title }, index) => {
    const page = { uid: `${uid}-${index}`, url: pageAt(path), title, dwell: random.between(12, 110) }
    const at = start - (pages.length - index) * 2 * minute
    return { at, guest, is: 'visit', report: { uid, ...arrival, ...device, page } }
  })
}

function introduce(script: Script, random: Random, guest: number, topic: Topic, then: Then) {
  const name = script.names[guest - 6]
  const phone = guest % 3 === 1 ? undefined : mobileOf(guest)
  if (name) then(0, { is: 'name', name, phone, stage: random.pick(script.stages) })
  then(0, { is: 'tag', tag: topic.tag })
}

function talk(
  script: Script,
  random: Random,
  { guest, topic, agent }: { guest: number; topic: Topic; agent: number },
  then: Then,
) {
  const talks = random.shuffled(topic.talks).slice(0, random.between(1, 3))
  const pictured = guest % 10 === 4 ? [random.pick(script.pictures)] : []
  const soon = () => random.between(10, 50) / 10
  for (const [question, answer] of [...talks, ...pictured, random.pick(script.endings)]) {
    then(soon(), { is: 'say', text: question, picture: pictured.some(([text]) => text === question) })
    then(soon(), { is: 'answer', agent, text: answer })
  }
  then(1, { is: 'read' })
}

/** The answer takes so long that the customer has asked elsewhere. */
function lose(random: Random, { topic, agent }: { topic: Topic; agent: number }, then: Then) {
  const [question, answer] = random.pick(topic.talks)
  then(1, { is: 'say', text: question, picture: false })
  then(random.between(12, 40), { is: 'answer', agent, text: answer })
  then(random.between(60, 240), { is: 'close', agent })
}

function followUp(
  script: Script,
  random: Random,
  { guest, agent, team }: { guest: number; agent: number; team: number },
  then: Then,
) {
  if (guest % 5 === 1) then(1, { is: 'note', agent, text: random.pick(script.notes) })
  if (guest % 6 === 2) then(1, { is: 'tag', tag: random.pick(script.tags) })
  if (guest % 9 === 3) then(1, { is: 'assign', agent: agentFor(script, random, team), team })
}

function opening(script: Script, random: Random, topic: Topic, guest: number): string {
  return guest % 2 ? waitingWords(script, guest) : random.pick(topic.talks)[0]
}

/** Those who wait stand beside each other in the list: each says something else. */
function waitingWords({ waiting }: Script, guest: number): string {
  return waiting[guest % waiting.length] ?? ''
}

/** Somebody who answers in this team. */
function agentFor(script: Script, random: Random, team: number): number {
  const members = script.agents.flatMap(({ teams }, index) => (teams.includes(team) ? [index] : []))
  return random.pick(members)
}

function iso(time: number): string {
  return new Date(time).toISOString()
}
