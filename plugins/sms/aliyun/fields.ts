import type { Field } from 'qiantai/plugin'
import { templateFields } from '../templates.ts'

/** The form of one account of Aliyun. Labels and hints: `sms:field.aliyun.<name>`. */
export const aliyunFields: Field[] = [
  { name: 'accessKeyId', type: 'text', required: true, pattern: '[A-Za-z0-9]{8,60}', group: 'account' },
  { name: 'accessKeySecret', type: 'secret', required: true, min: 8, max: 100, group: 'account' },
  { name: 'sign', type: 'text', required: true, max: 30, group: 'account' },

  ...templateFields,
  {
    name: 'linkParam',
    type: 'text',
    default: 'token',
    pattern: '[A-Za-z_][A-Za-z0-9_]{0,30}',
    group: 'templates',
  },
  {
    name: 'codeParam',
    type: 'text',
    default: 'code',
    pattern: '[A-Za-z_][A-Za-z0-9_]{0,30}',
    group: 'templates',
  },

  { name: 'abroad', type: 'flag', default: false, group: 'advanced' },
  { name: 'endpoint', type: 'url', default: 'https://dysmsapi.aliyuncs.com', group: 'advanced' },
  { name: 'region', type: 'text', default: 'cn-hangzhou', pattern: '[a-z0-9\\-]{2,30}', group: 'advanced' },
]
