import type { App, RailNote, Viewer } from '../../../module.ts'
import { agentNames, can } from '../../agents/index.ts'
import { blocksOf } from './store.ts'

/** Says on the rail of a person that nobody receives them, why and until when, first of all. */
export async function blockNotes(app: App, viewer: Viewer, personId: number): Promise<RailNote[]> {
  const [block] = await blocksOf(app.db, [personId], app.clock().toISOString())
  if (!block) return []
  const t = (key: string, values?: object) => app.i18n.t(viewer.locale, key, values)
  const by = (await agentNames(app.db, [block.agentId])).get(block.agentId)?.name ?? ''
  const words = { reason: block.reason, by }
  const form = { action: `/people/${personId}/block/removal`, label: t('blocking.lift') }
  return [
    {
      id: 'block',
      icon: 'ban',
      tone: 'danger',
      text: t(block.until ? 'blocking.note-until' : 'blocking.note', words),
      ...(block.until && { at: block.until }),
      ...(can(viewer, 'people.block') && { form }),
    },
  ]
}
