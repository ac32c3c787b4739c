import type { Field } from 'qiantai/plugin'

const host = (name: string, address: string): Field => ({
  name,
  type: 'url',
  default: address,
  group: 'advanced',
})

/** The form of one account. Labels and hints: `weibo:field.fans.<name>`. */
export const fansFields: Field[] = [
  { name: 'uid', type: 'text', required: true, pattern: '[1-9][0-9]{4,19}', group: 'account' },
  { name: 'appKey', type: 'text', required: true, pattern: '[0-9]{5,20}', group: 'account' },
  { name: 'appSecret', type: 'secret', required: true, min: 8, max: 100, group: 'account' },
  { name: 'token', type: 'secret', min: 8, max: 500, group: 'account' },

  { name: 'comments', type: 'flag', default: true, group: 'public' },
  { name: 'mentions', type: 'flag', default: true, group: 'public' },
  { name: 'operatorIp', type: 'text', pattern: '[0-9A-Fa-f.:]{3,45}', group: 'public' },

  { name: 'clock', type: 'flag', default: true, group: 'advanced' },
  { name: 'pollSeconds', type: 'number', min: 60, max: 3600, default: 90, group: 'advanced' },
  { name: 'windowHours', type: 'number', min: 1, max: 720, default: 48, group: 'advanced' },
  { name: 'mentionReplies', type: 'number', min: 0, max: 20, default: 1, group: 'advanced' },
  { name: 'commentDays', type: 'number', min: 1, max: 3650, default: 365, group: 'advanced' },
  { name: 'address', type: 'url', group: 'advanced' },
  host('apiHost', 'https://api.weibo.com'),
  host('messageHost', 'https://m.api.weibo.com'),
  host('uploadHost', 'https://upload.api.weibo.com'),
  host('webHost', 'https://m.weibo.cn'),
]
