/** Settings of accounts as an admin would have entered them; ids and keys of the fixed vectors. */
export const aesKey = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'
export const token = 'tok'

const callback = { token, aesKey, mode: 'safe', clockCheck: true }
const limits = { messageCount: 5, messageHours: 48, touchCount: 3, touchSeconds: 60 }

export const officialSettings = {
  appId: 'wx1234567890abcdef',
  appSecret: 'secret-of-the-official-account',
  ...callback,
  ...limits,
  followGreeting: '您好，欢迎关注！',
  scanGreeting: '欢迎回来！',
  codeLasts: 'forever',
  codeDays: 30,
  apiHost: 'https://api.weixin.qq.com',
  openHost: 'https://open.weixin.qq.com',
}

export const miniSettings = {
  appId: 'wxmini567890abcdef',
  appSecret: 'secret-of-the-mini-program',
  ...callback,
  ...limits,
  touchCount: 2,
  enterGreeting: '您好，请问想了解什么？',
  apiHost: 'https://api.weixin.qq.com',
}

export const kefuSettings = {
  corpId: 'ww1234567890abcdef',
  appSecret: 'secret-of-the-wecom-app',
  openKfId: 'wkAJ2GCAAASSm4_FhToWMFea0xAFfd3Q',
  token,
  aesKey,
  clockCheck: true,
  ...limits,
  enterGreeting: '您好，很高兴为您服务。',
  apiHost: 'https://qyapi.weixin.qq.com',
}
