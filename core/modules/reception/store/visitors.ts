import { type Db, json } from '../../../platform/db/index.ts'
import type { Context } from '../../journey/index.ts'
import type { Visitor } from '../rule.ts'

type Row = {
  id: number
  person_id: number
  channel_id: number
  kind: string
  stage: string
  context: string
  queued_at: string | null
}

const mostWords = 5

/** What is known of those who wait in these conversations, by conversation. */
export async function visitorsOf(db: Db, ids: number[]): Promise<Map<number, Visitor>> {
  const rows: Row[] = await db('conversation')
    .join('channel', 'channel.id', 'conversation.channel_id')
    .join('person', 'person.id', 'conversation.person_id')
    .whereIn('conversation.id', ids)
    .select('conversation.id', 'conversation.person_id', 'conversation.channel_id', 'channel.kind')
    .select('person.stage', 'conversation.context', 'conversation.queued_at')
  const tags = await tagsOf(
    db,
    rows.map((row) => row.person_id),
  )
  const words = await firstWords(db, ids)
  return new Map(
    rows.map((row) => {
      const said = { text: words.get(row.id) ?? '', tags: tags.get(row.person_id) ?? [] }
      return [row.id, { ...visitorOf(row), ...said }]
    }),
  )
}

function visitorOf({ person_id, channel_id, kind, stage, context }: Row): Visitor {
  const { page, touch, device } = json.read<Context>(context, {})
  const { class: sourceClass, site, entry, campaign, keyword, landing } = touch ?? {}
  return {
    personId: person_id,
    channelId: channel_id,
    kind,
    sources: [sourceClass, site, entry, campaign?.source, campaign?.name].flatMap((name) => name ?? []),
    page: [landing, page?.url, page?.title].filter(Boolean).join(' '),
    keyword: keyword ?? '',
    text: '',
    language: device?.language ?? '',
    stage,
    region: '',
    tags: [],
  }
}

/** What customers have said since they wait, the first few messages of it. */
async function firstWords(db: Db, ids: number[]): Promise<Map<number, string>> {
  const rows: { conversation_id: number; text: string }[] = await db('message')
    .join('conversation', 'conversation.id', 'message.conversation_id')
    .whereIn('message.conversation_id', ids)
    .where('message.direction', 'in')
    .whereRaw('message.at >= coalesce(conversation.queued_at, conversation.waiting_since)')
    .orderBy('message.id')
    .select('message.conversation_id', 'message.text')
  const said = Map.groupBy(rows, (row) => row.conversation_id)
  return new Map(
    [...said].map(([id, messages]) => [
      id,
      messages
        .slice(0, mostWords)
        .map(({ text }) => text)
        .join('\n'),
    ]),
  )
}

async function tagsOf(db: Db, personIds: number[]): Promise<Map<number, string[]>> {
  const rows: { person_id: number; tag: string }[] = await db('person_tag').whereIn('person_id', personIds)
  const tagged = Map.groupBy(rows, (row) => row.person_id)
  return new Map([...tagged].map(([id, tags]) => [id, tags.map(({ tag }) => tag)]))
}
