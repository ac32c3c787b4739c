import type { Settings, Tools } from 'qiantai/plugin'
import { kefuCodes } from '../api/codes.ts'
import { exchange, refusalIn } from '../api/exchange.ts'
import { hostIn, textIn } from '../settings.ts'
import { listOf, type Tree, textOf } from '../tree.ts'
import { askForToken } from './api.ts'

const pageSize = 100

/** Tries the corp id, the secret and the account. Throws what is wrong with them, and in which field. */
export async function checkKefu(settings: Settings, tools: Tools): Promise<void> {
  const token = textOf(await tokenFor(settings, tools), 'access_token')
  const account = await findAccount(settings, tools, token)
  if (!account) throw tools.failure('wechat:reason.kefuAccount', { permanent: true, field: 'openKfId' })
  if (textOf(account, 'manage_privilege') === 'false')
    throw tools.failure('wechat:reason.kefuOutside', { permanent: true, field: 'openKfId' })
}

async function tokenFor(settings: Settings, tools: Tools): Promise<Tree> {
  try {
    return await askForToken(settings, tools)
  } catch (error) {
    const field = { 40013: 'corpId', 40001: 'appSecret' }[refusalIn(error).code ?? '']
    throw field ? Object.assign(error as Error, { field }) : error
  }
}

async function findAccount(settings: Settings, tools: Tools, token: string): Promise<Tree | undefined> {
  const url = `${hostIn(settings, 'apiHost')}/cgi-bin/kf/account/list?${new URLSearchParams({ access_token: token })}`
  const headers = { 'content-type': 'application/json' }
  for (let offset = 0; ; offset += pageSize) {
    const body = JSON.stringify({ offset, limit: pageSize })
    const reply = await exchange(tools, kefuCodes, url, { method: 'POST', headers, body })
    const accounts = listOf(reply, 'account_list')
    const found = accounts.find((account) => textOf(account, 'open_kfid') === textIn(settings, 'openKfId'))
    if (found || accounts.length < pageSize) return found
  }
}
