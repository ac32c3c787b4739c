import type { Settings, Tools } from 'qiantai/plugin'
import { type Account, readAccount } from './account.ts'
import { call } from './api/client.ts'
import { grant } from './authorize.ts'
import { askToken } from './token.ts'

/** Tries an account's secret and token before they are saved, and says which of them is wrong. */
export async function checkAccount(settings: Settings, tools: Tools): Promise<void> {
  const account = readAccount(settings)
  await checkSecret(account, tools)
  if (account.token) await checkToken(account, tools)
}

/** A code that cannot be right shows whether the secret is: the two are different errors. */
async function checkSecret(account: Account, tools: Tools) {
  const values = grant(account, 'check', 'https://api.weibo.com/oauth2/default.html')
  try {
    await call(
      { channel: tools, account },
      { method: 'POST', path: '/oauth2/access_token', anonymous: true, values },
    )
  } catch (error) {
    if (reasonOf(error) === 'weibo:reason.secret') throw refuse(tools, 'secret', 'appSecret')
    if (!isPermanent(error)) throw error
  }
}

async function checkToken(account: Account, tools: Tools) {
  try {
    const { uid, appKey } = await askToken({ channel: tools, account })
    if (uid !== account.uid) throw refuse(tools, 'other-account', 'uid')
    if (appKey && appKey !== account.appKey) throw refuse(tools, 'other-app', 'appKey')
  } catch (error) {
    throw reasonOf(error) === 'weibo:reason.token' ? refuse(tools, 'wrong-token', 'token') : error
  }
}

function refuse(tools: Tools, reason: string, field: string): Error {
  return tools.failure(`weibo:reason.${reason}`, { permanent: true, field })
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : ''
}

function isPermanent(error: unknown): boolean {
  return error instanceof Error && 'permanent' in error && error.permanent === true
}
