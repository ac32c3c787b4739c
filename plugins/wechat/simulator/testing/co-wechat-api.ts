import { createRequire } from 'node:module'

/** The foreign client, as far as we use it; it has no types of its own. */
export type CoWechatApi = {
  prefix: string
  mpPrefix: string
  getAccessToken: () => Promise<{ accessToken: string }>
  sendText: (openid: string, text: string) => Promise<unknown>
  sendImage: (openid: string, mediaId: string) => Promise<unknown>
  sendVoice: (openid: string, mediaId: string) => Promise<unknown>
  sendNews: (openid: string, articles: object[]) => Promise<unknown>
  sendMiniProgram: (openid: string, card: object) => Promise<unknown>
  uploadMedia: (
    data: Buffer,
    type: string,
    name: string,
    mime: string,
  ) => Promise<{ media_id: string; thumb_media_id: string }>
  getMedia: (id: string) => Promise<Buffer | { video_url: string }>
  createTmpQRCode: (scene: number | string, seconds: number) => Promise<{ ticket: string; url: string }>
  createLimitQRCode: (scene: number | string) => Promise<{ ticket: string; url: string }>
  showQRCodeURL: (ticket: string) => string
  getUser: (openid: string) => Promise<Record<string, unknown>>
  batchGetUsers: (openids: string[]) => Promise<{ user_info_list: Record<string, unknown>[] }>
  getFollowers: () => Promise<{ total: number; data: { openid: string[] } }>
  updateRemark: (openid: string, remark: string) => Promise<unknown>
  createMenu: (menu: object) => Promise<unknown>
  getMenu: () => Promise<{ menu: { button: { name: string }[] } }>
  removeMenu: () => Promise<unknown>
  getAllPrivateTemplate: () => Promise<{ template_list: { template_id: string; content: string }[] }>
  sendTemplate: (
    openid: string,
    template: string,
    url: string,
    colour: string,
    data: object,
  ) => Promise<unknown>
  getIp: () => Promise<{ ip_list: string[] }>
}

type Constructor = new (appId: string, secret: string) => CoWechatApi

/** The client of an account at a simulator. */
export function clientOf(url: string, settings: Record<string, unknown>): CoWechatApi {
  const Client: Constructor = createRequire(import.meta.url)('co-wechat-api')
  const client = new Client(String(settings.appId), String(settings.appSecret))
  client.prefix = `${url}/cgi-bin/`
  client.mpPrefix = `${url}/cgi-bin/`
  return client
}
