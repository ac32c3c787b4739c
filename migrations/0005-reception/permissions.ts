import { type Db, json } from '../../core/platform/db/index.ts'

const gained: Record<string, string[]> = {
  agent: ['people.block'],
  supervisor: ['people.block', 'people.merge', 'conversations.supervise'],
  admin: ['people.block', 'people.merge', 'conversations.supervise', 'reception.manage', 'alerts.manage'],
  owner: ['people.block', 'people.merge', 'conversations.supervise', 'reception.manage', 'alerts.manage'],
}

/** The roles of every clinic learn what there is to be allowed; on a new one they are made with it later. */
export async function permissions(db: Db) {
  for (const { id, key, permissions: known } of await db('role').where({ builtin: 1 })) {
    const all = new Set([...JSON.parse(known), ...(gained[key] ?? [])])
    await db('role')
      .where({ id })
      .update({ permissions: json.write([...all]) })
  }
}
