import type { Field } from 'qiantai/plugin'
import { appFields, host, messageRule, touchRule } from '../fields.ts'

/** The form of a 公众号. */
export const officialFields: Field[] = [
  ...appFields,
  { name: 'followGreeting', type: 'text', max: 600, group: 'greeting' },
  { name: 'scanGreeting', type: 'text', max: 600, group: 'greeting' },
  ...messageRule,
  ...touchRule(3),
  { name: 'codeLasts', type: 'choice', choices: ['forever', 'days'], default: 'forever', group: 'entries' },
  { name: 'codeDays', type: 'number', min: 1, max: 30, default: 30, group: 'entries' },
  host('apiHost', 'https://api.weixin.qq.com'),
  host('openHost', 'https://open.weixin.qq.com'),
]
