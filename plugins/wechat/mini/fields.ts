import type { Field } from 'qiantai/plugin'
import { appFields, host, messageRule, touchRule } from '../fields.ts'

/** The form of a 小程序. */
export const miniFields: Field[] = [
  ...appFields,
  { name: 'enterGreeting', type: 'text', max: 600, group: 'greeting' },
  ...messageRule,
  ...touchRule(2),
  host('apiHost', 'https://api.weixin.qq.com'),
]
