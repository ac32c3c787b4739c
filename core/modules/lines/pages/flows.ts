import type { App } from '../../../module.ts'
import { faultWords } from '../../../platform/i18n/index.ts'
import { listAgents, listTeams } from '../../agents/index.ts'
import { clinicOf } from '../../clinic/index.ts'
import { soundUrls } from '../address.ts'
import { type Check, checksOf, type Surroundings } from '../editor/checks.ts'
import { flowFrom } from '../editor/converting.ts'
import { allKeys, type FlowDraft, fieldsOf, stepKinds } from '../editor/draft.ts'
import type { Flow, SoundRef } from '../flow.ts'
import { listExtensions } from '../store/extensions.ts'
import { findFlow, listFlows, type StoredFlow } from '../store/flows.ts'
import { listLines } from '../store/lines.ts'
import { listSounds } from '../store/sounds.ts'
import { treeOf, type TreeWords } from './flow-tree.ts'
import { rehearsalOf } from './rehearsal.ts'
import { soundChoices } from './sound-choices.ts'
import { beginning } from './beginning.ts'
import { tabs } from './tabs.ts'

/** What the editor shows beside the flow itself. `before` is what "undo" brings back; `theirs` the version that overtook this one. */
export type EditorState = {
  draft: FlowDraft
  version: number
  focus?: string
  removed?: { name: string; before: FlowDraft }
  faults?: Record<string, string>
  theirs?: number
  saved?: true
}

/** Every flow with the lines that lead to it, and what is unwise about it. */
export async function flowsPage(app: App, locale: string, removed?: number) {
  const [flows, lines, house] = [await listFlows(app.db), await listLines(app.db), await surroundings(app)]
  const words = await treeWords(app, locale)
  const gone = removed === undefined ? undefined : await findFlow(app.db, removed)
  return {
    tabs: tabs('flows'),
    beginning: await beginning(app),
    removed: gone?.deleted ? gone : undefined,
    flows: flows.map(({ flow, ...rest }) => ({
      ...rest,
      lines: lines.filter(({ flowId }) => flowId === rest.id),
      checks: checksOf(flow, house).map(checkView),
      tree: treeOf(flow, words),
    })),
  }
}

/** The editor: the flow as a form, as a tree, and to be heard. */
export async function flowPage(app: App, stored: StoredFlow, locale: string, state: EditorState) {
  const { draft, version, focus, removed, faults, theirs, saved } = state
  const flow = flowFrom(draft)
  const lines = (await listLines(app.db)).filter(({ flowId }) => flowId === stored.id)
  return {
    flow: { id: stored.id, name: stored.name, updatedAt: stored.updatedAt },
    draft,
    version,
    focus,
    theirs,
    dirty: !saved,
    errors: faults && faultWords(app, locale, faults),
    removed: removed && { name: removed.name, before: JSON.stringify(fieldsOf(removed.before)) },
    lines,
    keys: allKeys,
    kinds: stepKinds,
    teams: await listTeams(app.db),
    sounds: await soundChoices(app),
    ...(await preview(app, flow, locale)),
  }
}

async function preview(app: App, flow: Flow, locale: string) {
  const words = await treeWords(app, locale)
  return {
    tree: treeOf(flow, words),
    checks: checksOf(flow, await surroundings(app)).map(checkView),
    rehearsal: rehearsalOf(flow, await soundUrls(app, ''), words),
  }
}

async function treeWords(app: App, locale: string): Promise<TreeWords> {
  const teams = new Map((await listTeams(app.db)).map(({ id, name }) => [id, name]))
  const sounds = new Map((await listSounds(app.db, { deleted: true })).map(({ id, name }) => [id, name]))
  const text: TreeWords['text'] = (key, values) => app.i18n.t(locale, `lines.${key}`, values)
  return {
    text,
    team: (id) => (id === null ? text('everybody') : (teams.get(id) ?? text('tree.nowhere'))),
    sound: (ref: SoundRef) => ('sound' in ref ? (sounds.get(ref.sound) ?? '') : text(`house.${ref.house}`)),
  }
}

/** Who could answer: members of teams who can sign in, and have a phone. */
async function surroundings(app: App): Promise<Surroundings> {
  const phones = new Set((await listExtensions(app.db)).map(({ agentId }) => agentId))
  const active = new Set(
    (await listAgents(app)).filter(({ state }) => state === 'active').map(({ id }) => id),
  )
  const { hours } = await clinicOf(app.db)
  const opens = [...Object.values(hours.week), ...Object.values(hours.exceptions)]
  return {
    hasOwnPrompt: (await listSounds(app.db)).some(({ key }) => key === 'menu'),
    hasHours: opens.some((intervals) => intervals.length > 0),
    teams: (await listTeams(app.db)).map(({ id, name, memberIds }) => {
      const members = memberIds.filter((member) => active.has(member))
      return { id, name, members: members.length, reachable: members.filter((one) => phones.has(one)).length }
    }),
  }
}

function checkView({ level, text, values = {} }: Check) {
  return { level, key: `lines.check.${text}`, values }
}
