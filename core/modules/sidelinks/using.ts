import type { App } from '../../module.ts'
import { hashToken } from '../../platform/crypto/index.ts'
import { transaction } from '../../platform/db/index.ts'
import { isAlive, type SideLink } from './link.ts'
import { linkByToken, lockByCode, putOpened, updateLink } from './store/links.ts'
import { changed } from './telling.ts'
import { hashCode, tokenOf } from './token.ts'

/** The link behind a token, while it can be used; undefined for any other. */
export async function openLink(app: App, token: string): Promise<SideLink | undefined> {
  const link = token.length <= 64 ? await linkByToken(app.db, hashToken(token)) : undefined
  return link && isAlive(link, now(app)) ? link : undefined
}

/** Somebody looks at the page: its script said so, which those who only look where links lead to do not run. */
export async function noteOpened(app: App, link: SideLink): Promise<void> {
  const at = now(app)
  await transaction(app.db, async (trx) => {
    if (await putOpened(trx, link.id, at)) await changed(trx, link, 'sidelink.opened', at)
  })
}

/** The token of the link for which these six digits were spoken; they open it once. Undefined for any other. */
export async function redeemCode(app: App, code: string): Promise<string | undefined> {
  if (!/^\d{6}$/.test(code)) return undefined
  const at = now(app)
  return transaction(app.db, async (trx) => {
    const link = await lockByCode(trx, hashCode(app.vault, code), at)
    if (!link) return undefined
    await updateLink(trx, link.id, { code_hash: null })
    if (await putOpened(trx, link.id, at)) await changed(trx, link, 'sidelink.opened', at)
    return tokenOf(app.vault, link.uid)
  })
}

function now(app: App): string {
  return app.clock().toISOString()
}
