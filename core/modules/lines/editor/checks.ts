import type { Flow } from '../flow.ts'
import { isEndless, reachedMenus, reachedSteps } from './steps.ts'

/** Something that callers will notice: a text below `lines.check.` with its values. */
export type Check = { level: 'warn' | 'danger'; text: string; values?: Record<string, string> }

/** What is known of the house: `reachable` members of a team have a phone. */
export type Surroundings = {
  teams: { id: number; name: string; members: number; reachable: number }[]
  hasHours: boolean
  /** The clinic says another key prompt than the house. */
  hasOwnPrompt: boolean
}

/** The keys that the prompt of the house names. */
const promptKeys = '012'

/** What is unwise about a flow, the worst first; it works all the same. */
export function checksOf(flow: Flow, house: Surroundings): Check[] {
  const found = [
    ...teamChecks(flow, house),
    ...hoursChecks(flow, house),
    ...menuChecks(flow, house),
    ...noticeChecks(flow),
  ]
  return found.sort((a, b) => Number(b.level === 'danger') - Number(a.level === 'danger'))
}

function teamChecks(flow: Flow, { teams }: Surroundings): Check[] {
  const queued = new Set(reachedSteps(flow).flatMap((step) => (step.to === 'queue' ? step.teamId : [])))
  return [...queued].flatMap((id): Check[] => {
    const team = teams.find((each) => each.id === id)
    if (!team) return [{ level: 'danger', text: 'team-gone' }]
    if (team.reachable > 0) return []
    const text = team.members === 0 ? 'team-empty' : 'team-silent'
    return [{ level: 'danger', text, values: { team: team.name } }]
  })
}

function hoursChecks(flow: Flow, { hasHours }: Surroundings): Check[] {
  return flow.hours === 'clinic' && !hasHours ? [{ level: 'danger', text: 'no-hours' }] : []
}

function menuChecks(flow: Flow, { hasOwnPrompt }: Surroundings): Check[] {
  const reached = reachedMenus(flow)
  return Object.entries(flow.menus).flatMap(([id, { name, keys, prompt }]): Check[] => {
    const values = { menu: name }
    if (!reached.has(id)) return [{ level: 'warn', text: 'unreached', values }]
    if (isEndless(flow, id)) return [{ level: 'danger', text: 'endless', values }]
    if (keys.length === 0) return [{ level: 'warn', text: 'no-keys', values }]
    const isHouses = 'house' in prompt && prompt.house === 'menu' && !hasOwnPrompt
    const pressed = keys.map(({ key }) => key).sort()
    return isHouses && pressed.join('') !== promptKeys ? [{ level: 'warn', text: 'other-keys', values }] : []
  })
}

function noticeChecks({ notice }: Flow): Check[] {
  return notice ? [] : [{ level: 'warn', text: 'no-notice' }]
}
