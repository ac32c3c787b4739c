import type { Field } from 'qiantai/plugin'

const lettersAndDigits = (length: string) => `[0-9A-Za-z]{${length}}`

/** What an account is called at the platform, and what proves that we are its owner. */
const appAccess: Field[] = [
  { name: 'appId', type: 'text', required: true, max: 60, pattern: 'wx[0-9A-Za-z]+', group: 'access' },
  { name: 'appSecret', type: 'secret', required: true, max: 200, group: 'access' },
]

/** What the platform and we have agreed on for its calls. */
export const callbackSecrets: Field[] = [
  {
    name: 'token',
    type: 'secret',
    required: true,
    make: 32,
    pattern: lettersAndDigits('3,32'),
    group: 'callback',
  },
  {
    name: 'aesKey',
    type: 'secret',
    required: true,
    make: 43,
    pattern: lettersAndDigits('43'),
    group: 'callback',
  },
]

/** How the platform hands its messages over. */
const callbackMode: Field = {
  name: 'mode',
  type: 'choice',
  choices: ['safe', 'compat', 'plain'],
  default: 'safe',
  group: 'callback',
}

/** Calls that are signed for another time than ours are refused, unless the clinic's clock is not to be trusted. */
export const clockCheck: Field = { name: 'clockCheck', type: 'flag', default: true, group: 'callback' }

/** What 公众号 and 小程序 have in common: their access, and how they are called. */
export const appFields: Field[] = [...appAccess, ...callbackSecrets, callbackMode, clockCheck]

/** How many answers a message of the customer allows, and for how long. */
export const messageRule: Field[] = [
  { name: 'messageCount', type: 'number', min: 1, max: 100, default: 5, group: 'replies' },
  { name: 'messageHours', type: 'number', min: 1, max: 720, default: 48, group: 'replies' },
]

/** How many answers a touch (a menu, a follow, a scan, an entrance) allows, and for how long. */
export const touchRule = (count: number): Field[] => [
  { name: 'touchCount', type: 'number', min: 1, max: 100, default: count, group: 'replies' },
  { name: 'touchSeconds', type: 'number', min: 1, max: 3600, default: 60, group: 'replies' },
]

/** Where the platform is; another host only for a gateway of the clinic's own. */
export const host = (name: string, address: string): Field => ({
  name,
  type: 'url',
  required: true,
  default: address,
  group: 'advanced',
})
