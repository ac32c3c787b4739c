import type { App, RailNote, Viewer } from '../../module.ts'
import { visibleConversations } from '../conversations/index.ts'
import { starsText } from './rating.ts'
import { ratingSettings } from './settings.ts'
import { lastAnswer } from './store/ratings.ts'

/** That a customer was not content last time, on their rail. */
export async function ratingNotes(app: App, viewer: Viewer, personId: number): Promise<RailNote[]> {
  const last = await lastAnswer(app.db, personId)
  const { alertBelow } = await ratingSettings(app.db)
  if (!last?.stars || last.stars >= alertBelow) return []
  const [seen] = await visibleConversations(app.db, viewer, [last.conversationId])
  const said = { stars: starsText(last.stars), words: last.words }
  return [
    {
      id: `rating-${last.id}`,
      icon: 'frown',
      tone: 'warn',
      text: app.i18n.t(viewer.locale, seen && last.words ? 'ratings.note-words' : 'ratings.note', said),
      ...(last.answeredAt && { at: last.answeredAt }),
      ...(seen && { href: `/conversations/${seen}` }),
    },
  ]
}
