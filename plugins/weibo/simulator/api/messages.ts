import { takeAnswer } from '../window.ts'
import { needed, refuse } from '../refusal.ts'
import type { Said } from '../routes.ts'
import { fetchPicture } from '../load.ts'
import { numeric, type Values } from '../wire.ts'
import { nextId, patient, show, type World } from '../world.ts'

const longest = 300

type Article = { display_name?: string; summary?: string; image?: string; url?: string }
type Data = { text?: string; articles?: Article[]; longitude?: string; latitude?: string }

/** The account says something in private, to somebody who may be answered. */
export async function replyPrivately(world: World, values: Values): Promise<Said> {
  const to = needed(values, 'receiver_id')
  const data = dataOf(needed(values, 'data'))
  check(needed(values, 'type'), data)
  takeAnswer(world, to)
  if (to === patient) await arrive(world, data)
  return {
    result: true,
    id: numeric(nextId()),
    receiver_id: numeric(to),
    sender_id: numeric(world.account.uid),
  }
}

function dataOf(text: string): Data {
  try {
    return Object(JSON.parse(text))
  } catch {
    throw refuse(10017)
  }
}

function check(type: string, { text, articles, longitude, latitude }: Data) {
  if (type === 'text' && text && text.length < longest) return
  if (type === 'text' && text) throw refuse(20013)
  const isWhole = articles?.every(({ display_name: name, image, url }) => name && image && url)
  if (type === 'articles' && isWhole && articles && articles.length > 0 && articles.length <= 8) return
  if (type === 'position' && Number(longitude) && Number(latitude)) return
  throw refuse(10017)
}

async function arrive(world: World, { text, articles = [], longitude, latitude }: Data) {
  if (text) show(world, { from: 'clinic', text })
  if (longitude) show(world, { from: 'clinic', text: `📍 ${longitude}, ${latitude}` })
  for (const article of articles) await arriveArticle(world, article)
}

/** An article that leads to its own picture is shown as the picture. */
async function arriveArticle(world: World, { display_name: title = '', summary, image = '', url }: Article) {
  const picture = await fetchPicture(world, image)
  const pictures = picture ? { pictures: [picture] } : {}
  if (image === url && picture)
    return show(world, { from: 'clinic', ...(summary && { text: summary }), ...pictures })
  const card = { title, ...(summary && { text: summary }), ...(url && { url }) }
  show(world, { from: 'clinic', card, ...pictures })
}
