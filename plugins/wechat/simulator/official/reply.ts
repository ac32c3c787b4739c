import { recordOf, textOf } from '../api/reading.ts'
import { isRefusal } from '../api/refusal.ts'
import { image, type Shape, text, video, voice } from '../custom/shapes.ts'
import { type LineContent, show } from '../phone/lines.ts'
import type { Patient } from '../world/patient.ts'
import type { World } from '../world/world.ts'
import { isRecord } from '../wire/fields.ts'

/** Shows a passive reply, which costs nothing of what is allowed. False where it is no good one. */
export async function showReply(
  world: World,
  patient: Patient,
  reply: Record<string, unknown>,
): Promise<boolean> {
  const type = textOf(reply, 'MsgType')
  if (type === 'transfer_customer_service') return true
  const content = await contentOf(world, type, reply)
  if (content) show(world, patient, 'clinic', content)
  return content !== undefined
}

async function contentOf(world: World, type: string, reply: Record<string, unknown>) {
  try {
    return await readers[type]?.(world, reply)
  } catch (error) {
    if (isRefusal(error)) return undefined
    throw error
  }
}

const readers: Record<string, Shape | undefined> = {
  text: (world, reply) => text(world, { content: textOf(reply, 'Content') }),
  image: withMedia('Image', image),
  voice: withMedia('Voice', voice),
  video: withMedia('Video', video),
  music: (_, reply) => ({ card: cardOf(recordOf(reply, 'Music'), 'MusicUrl') }),
  news: (_, reply) => ({ card: cardOf(firstArticle(reply), 'Url') }),
}

function withMedia(name: string, shape: Shape): Shape {
  return (world, reply) => {
    const part = recordOf(reply, name)
    return shape(world, { media_id: textOf(part, 'MediaId'), title: textOf(part, 'Title') })
  }
}

function firstArticle(reply: Record<string, unknown>): unknown {
  const { item } = recordOf(reply, 'Articles')
  return [item].flat().find(isRecord)
}

function cardOf(content: unknown, address: string): NonNullable<LineContent['card']> {
  return {
    title: textOf(content, 'Title'),
    text: textOf(content, 'Description') || undefined,
    url: textOf(content, address) || undefined,
  }
}
