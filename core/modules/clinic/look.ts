import joi from 'joi'
import type { App } from '../../module.ts'
import { parse, type Upload } from '../../platform/http/index.ts'
import type { Actor } from '../agents/index.ts'
import { clinicOf, saveClinic } from './service.ts'

/** Who owns the file of the logo: what `/brand/<uid>` serves, and nothing else. */
export const logoOwner = 'setting:logo'

type Look = { name: string; accent: string; noLogo: boolean }

const look = joi.object<Look>({
  name: joi.string().trim().max(60).required(),
  accent: joi
    .string()
    .trim()
    .lowercase()
    .pattern(/^#[0-9a-f]{6}$/)
    .required(),
  noLogo: joi.boolean().truthy('on').default(false),
})

/** Saves name, colour and logo from a form; without a new picture the logo stays. Throws `Invalid`. */
export async function saveLook(app: App, actor: Actor, fields: object, picture?: Upload): Promise<void> {
  const { name, accent, noLogo } = parse(look, fields)
  const { logo: before } = await clinicOf(app.db)
  const logo = picture ? await keepLogo(app, picture) : noLogo ? undefined : before
  await saveClinic(app, actor, { name, accent, logo })
  if (before && before !== logo) await app.files.remove(before)
}

async function keepLogo(app: App, picture: Upload): Promise<string> {
  return (await app.files.put({ owner: logoOwner, ...picture, kinds: ['image'] })).uid
}
