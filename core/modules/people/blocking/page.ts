import type { App, Viewer } from '../../../module.ts'
import { agentNames } from '../../agents/index.ts'
import { personBriefs } from '../brief.ts'
import { visibleAmong } from '../store/people.ts'
import { listBlocks } from './store.ts'

const perPage = 50

/** Whom nobody receives, or did, as far as this viewer sees them: who, why, by whom, until when, and what was refused. */
export async function blocksPage(
  app: App,
  viewer: Viewer,
  { over, before }: { over: boolean; before?: number },
) {
  const found = await listBlocks(app.db, { over, before, limit: perPage + 1 }, app.clock().toISOString())
  const shown = found.slice(0, perPage)
  const seen = await visibleAmong(
    app.db,
    viewer,
    shown.map(({ personId }) => personId),
  )
  const blocks = shown.filter(({ personId }) => seen.includes(personId))
  const people = await personBriefs(app, viewer.locale, seen)
  const names = await agentNames(
    app.db,
    blocks.flatMap(({ agentId, liftedBy }) => [agentId, liftedBy ?? []].flat()),
  )
  const rows = blocks.map((block) => ({
    ...block,
    person: people.get(block.personId),
    by: names.get(block.agentId)?.name,
    lifter: block.liftedBy === null ? undefined : names.get(block.liftedBy)?.name,
  }))
  const view = over ? 'over' : 'now'
  const views = ['now', 'over'].map((each) => ({ view: each, current: each === view }))
  return { view, views, rows, ...(found.length > perPage && { older: shown.at(-1)?.id }) }
}
