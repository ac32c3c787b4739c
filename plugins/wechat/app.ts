import type { Channel, Settings, Tools } from 'qiantai/plugin'
import { type Api, apiOf } from './api/api.ts'
import { appCodes, appTokenCodes } from './api/codes.ts'
import { exchange, refusalIn } from './api/exchange.ts'
import { type Token, tokenOf } from './api/token.ts'
import { hostIn, textIn } from './settings.ts'
import type { Tree } from './tree.ts'

/** The API of a 公众号 or 小程序, and its token. */
export function appApi(channel: Channel): { api: Api; token: Token } {
  const { settings } = channel
  const about = ['appId', 'appSecret', 'apiHost'].map((name) => textIn(settings, name)).join('\n')
  const token = tokenOf(channel, about, (tools) => askForToken(settings, tools))
  return { api: apiOf(channel, hostIn(settings, 'apiHost'), token, appCodes), token }
}

/** Tries the app id and its secret. Throws what is wrong with them. */
export async function checkApp(settings: Settings, tools: Tools): Promise<void> {
  try {
    await askForToken(settings, tools)
  } catch (error) {
    const field = { 40013: 'appId', 40125: 'appSecret', 40001: 'appSecret' }[refusalIn(error).code ?? '']
    throw field ? Object.assign(error as Error, { field }) : error
  }
}

/** A stable token: the same one as long as it lasts, so that nobody takes it from anybody. */
function askForToken(settings: Settings, tools: Tools): Promise<Tree> {
  const body = JSON.stringify({
    grant_type: 'client_credential',
    appid: textIn(settings, 'appId'),
    secret: textIn(settings, 'appSecret'),
    force_refresh: false,
  })
  const url = `${hostIn(settings, 'apiHost')}/cgi-bin/stable_token`
  const headers = { 'content-type': 'application/json' }
  return exchange(tools, appTokenCodes, url, { method: 'POST', headers, body })
}
