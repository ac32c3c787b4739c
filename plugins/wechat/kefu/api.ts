import type { Channel, Settings, Tools } from 'qiantai/plugin'
import { type Api, apiOf } from '../api/api.ts'
import { kefuCodes, kefuTokenCodes } from '../api/codes.ts'
import { exchange, refusalIn } from '../api/exchange.ts'
import { type Token, tokenOf } from '../api/token.ts'
import { hostIn, textIn } from '../settings.ts'
import type { Tree } from '../tree.ts'

/** The API of 企业微信, and the token of the app that may use 微信客服. */
export function kefuApi(channel: Channel): { api: Api; token: Token } {
  const { settings } = channel
  const about = ['corpId', 'appSecret', 'apiHost'].map((name) => textIn(settings, name)).join('\n')
  const token = tokenOf(channel, about, (tools) => askForToken(settings, tools))
  return { api: apiOf(channel, hostIn(settings, 'apiHost'), token, kefuCodes), token }
}

/** Tries the corp id and the secret. Throws what is wrong with them. */
export async function checkKefu(settings: Settings, tools: Tools): Promise<void> {
  try {
    await askForToken(settings, tools)
  } catch (error) {
    const field = { 40013: 'corpId', 40001: 'appSecret' }[refusalIn(error).code ?? '']
    throw field ? Object.assign(error as Error, { field }) : error
  }
}

function askForToken(settings: Settings, tools: Tools): Promise<Tree> {
  const query = new URLSearchParams({
    corpid: textIn(settings, 'corpId'),
    corpsecret: textIn(settings, 'appSecret'),
  })
  return exchange(tools, kefuTokenCodes, `${hostIn(settings, 'apiHost')}/cgi-bin/gettoken?${query}`)
}
