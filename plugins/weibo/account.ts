import type { Channel, Settings } from 'qiantai/plugin'

/** Weibo's servers: the API, private messages, media of messages, and the site that people read. */
export type Hosts = { api: string; messages: string; upload: string; web: string }

/** One account as its admin set it up. */
export type Account = {
  /** Its own id, decimal digits. */
  uid: string
  appKey: string
  appSecret: string
  token: string | undefined
  hosts: Hosts
  comments: boolean
  mentions: boolean
  /** Whoever answers in public does so from here, Weibo is told. */
  operatorIp: string | undefined
  /** Calls that are older or newer than five minutes are refused. */
  clock: boolean
  pollSeconds: number
  /** Where Weibo loads our pictures from; the clinic's own address unless told. */
  address: string | undefined
}

/** An open account and what it works with. */
export type Line = { channel: Channel; account: Account }

/** Reads the settings, which the host has checked against the fields. */
export function readAccount(settings: Settings): Account {
  return {
    uid: String(settings.uid ?? ''),
    appKey: String(settings.appKey ?? ''),
    appSecret: String(settings.appSecret ?? ''),
    token: given(settings.token),
    hosts: {
      api: hostOf(settings.apiHost, 'https://api.weibo.com'),
      messages: hostOf(settings.messageHost, 'https://m.api.weibo.com'),
      upload: hostOf(settings.uploadHost, 'https://upload.api.weibo.com'),
      web: hostOf(settings.webHost, 'https://m.weibo.cn'),
    },
    comments: settings.comments !== false,
    mentions: settings.mentions !== false,
    operatorIp: given(settings.operatorIp),
    clock: settings.clock !== false,
    pollSeconds: Number(settings.pollSeconds ?? 90),
    address: given(settings.address)?.replace(/\/+$/, ''),
  }
}

function given(value: Settings[string]): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function hostOf(value: Settings[string], usual: string): string {
  return (given(value) ?? usual).replace(/\/+$/, '')
}
