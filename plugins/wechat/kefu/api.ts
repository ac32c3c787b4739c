import type { Channel, Settings, Tools } from 'qiantai/plugin'
import { type Api, apiOf } from '../api/api.ts'
import { kefuCodes, kefuTokenCodes } from '../api/codes.ts'
import { exchange } from '../api/exchange.ts'
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

/** Asks for the token of the app; the same one as long as it lasts. */
export function askForToken(settings: Settings, tools: Tools): Promise<Tree> {
  const query = new URLSearchParams({
    corpid: textIn(settings, 'corpId'),
    corpsecret: textIn(settings, 'appSecret'),
  })
  return exchange(tools, kefuTokenCodes, `${hostIn(settings, 'apiHost')}/cgi-bin/gettoken?${query}`)
}
