import { randomUUID } from 'node:crypto'
import type { App } from '../../core/module.ts'
import { addTeam, present } from '../../core/modules/agents/index.ts'
import { addChannel } from '../../core/modules/channels/index.ts'
import { writeSetting } from '../../core/modules/clinic/index.ts'
import { receive } from '../../core/modules/conversations/index.ts'
import { transaction } from '../../core/platform/db/index.ts'

const admin = { actor: 'agent:1', ip: '127.0.0.1' }
const owner = 1

/** The house gives, and whoever comes over this website is for a team of which only the owner is, who is there. */
export async function giveAll(app: App, site: number): Promise<void> {
  await present(app.db, owner, 'online', new Date('2099-01-01'))
  await writeSetting(app.db, 'reception', { mode: 'automatic', capacity: 100_000 })
  await lead(app, site, { name: '前台', memberIds: [owner] })
}

/** As `giveAll`, while so many wait for a team in which nobody is. */
export async function crowd(app: App, site: number, waiting: number): Promise<void> {
  await giveAll(app, site)
  const account = { plugin: 'webchat', kind: 'site', name: '活动页', settings: { title: '活动页' } }
  const id = await addChannel(app, admin, account)
  await lead(app, id, { name: '活动', memberIds: [] })
  const text = '您好，热玛吉怎么收费？'
  for (let come = 0; come < waiting; come += 1)
    await receive(app, { id }, { who: randomUUID(), uid: randomUUID(), text })
}

async function lead(app: App, channel: number, team: { name: string; memberIds: number[] }) {
  const teamId = await transaction(app.db, (trx) => addTeam(app, trx, admin, team))
  const settings = JSON.stringify({ teamId })
  await app.db('reception_settings').insert({ scope: `channel:${channel}`, settings })
}
