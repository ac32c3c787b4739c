import type { Channel, Settings, Tools } from 'qiantai/plugin'
import type { Ari } from './ari/ask.ts'

/** How the carrier takes numbers: 013800138000 and 02088886666, +8613800138000, or 8613800138000. */
export type Numbering = 'national' | 'plus' | 'plain'

/** One exchange as its admin set it up. */
export type Account = {
  /** Where its web server is: `http://192.168.1.10:8088`, without a slash at the end. */
  url: string
  user: string
  secret: string
  /** It comes to us, as we do not reach it. */
  comes: boolean
  /** The origin under which it reaches us, where that is not the one that others use. */
  house?: string
  /** The name of the outside line. */
  trunk: string
  numbering: Numbering
  /** Dialled before every number outside. */
  prefix: string
  /** What phones register at. */
  domain: string
  ice: { urls: string; username?: string; credential?: string }[]
}

/** An account and the way to its exchange. */
export type Way = { tools: Tools; account: Account; ari: Ari }

/** What we need of the house. */
export type House = Tools &
  Pick<Channel, 'key' | 'settings' | 'origin' | 'called' | 'recall' | 'remember' | 'forget'>

/** An open account: the way, and the house. */
export type Line = Way & { channel: House }

/** What the exchange knows us as: every call that is for us enters the Stasis application of this name. */
export const application = 'qiantai'

/** Reads the settings, which the host has checked against the fields. */
export function readAccount(settings: Settings): Account {
  const house = originIn(given(settings['house']))
  const url = (given(settings['url']) ?? 'http://127.0.0.1:8088').replace(/\/+$/, '')
  return {
    url,
    user: given(settings['user']) ?? 'qiantai',
    secret: given(settings['secret']) ?? '',
    comes: settings['comes'] === true,
    ...(house && { house }),
    trunk: given(settings['trunk']) ?? 'trunk',
    numbering: numberingOf(settings['numbering']),
    prefix: given(settings['prefix']) ?? '',
    domain: given(settings['domain']) ?? URL.parse(url)?.hostname ?? '127.0.0.1',
    ice: iceOf(settings),
  }
}

/** `https://desk.example.com` of an address; undefined where it is none. */
export function originIn(address: string | undefined): string | undefined {
  return address === undefined ? undefined : URL.parse(address)?.origin
}

function numberingOf(value: Settings[string]): Numbering {
  return value === 'plus' || value === 'plain' ? value : 'national'
}

function iceOf(settings: Settings): Account['ice'] {
  const urls = given(settings['iceServer'])
  const username = given(settings['iceUser'])
  const credential = given(settings['iceSecret'])
  return urls ? [{ urls, ...(username && { username }), ...(credential && { credential }) }] : []
}

function given(value: Settings[string]): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
