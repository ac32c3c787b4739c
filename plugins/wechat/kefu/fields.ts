import type { Field } from 'qiantai/plugin'
import { callbackSecrets, clockCheck, host, messageRule } from '../fields.ts'

/** The form of one account of 微信客服. */
export const kefuFields: Field[] = [
  { name: 'corpId', type: 'text', required: true, max: 60, pattern: '[0-9A-Za-z]+', group: 'access' },
  { name: 'appSecret', type: 'secret', required: true, max: 200, group: 'access' },
  { name: 'openKfId', type: 'text', required: true, max: 60, pattern: '[0-9A-Za-z_\\-]+', group: 'access' },
  ...callbackSecrets,
  clockCheck,
  { name: 'enterGreeting', type: 'text', max: 600, group: 'greeting' },
  ...messageRule,
  host('apiHost', 'https://qyapi.weixin.qq.com'),
]
