import joi from 'joi'
import type { App } from '../../module.ts'
import { transaction } from '../../platform/db/index.ts'
import { parse } from '../../platform/http/index.ts'
import { type Actor, audit } from '../agents/index.ts'
import { readSetting, writeSetting } from '../clinic/index.ts'
import { textDefaults, type TextSettings } from '../texting/index.ts'
import { linkDefaults, type LinkSettings } from './link.ts'

const form = joi.object<LinkSettings & TextSettings>({
  minutes: joi.number().integer().min(5).max(1440).required(),
  perDay: joi.number().integer().min(0).max(100_000).required(),
})

/** How long links work, and how many short messages may leave in a day. */
export async function readSettings(app: App): Promise<LinkSettings & TextSettings> {
  const links = await readSetting(app.db, 'sidelinks', linkDefaults)
  return { ...links, ...(await readSetting(app.db, 'texting', textDefaults)) }
}

/** Keeps what the form says. Throws Invalid that names the fields. */
export async function saveSettings(app: App, actor: Actor, fields: unknown): Promise<void> {
  const { minutes, perDay } = parse(form, fields)
  const at = app.clock().toISOString()
  await transaction(app.db, async (trx) => {
    await writeSetting(trx, 'sidelinks', { minutes })
    await writeSetting(trx, 'texting', { perDay })
    const detail = { minutes, perDay }
    await audit(trx, { ...actor, action: 'sidelinks.edited', object: 'sidelinks', detail }, at)
  })
}
