import type { Field } from 'qiantai/plugin'

/** The form of one exchange. Labels and hints: `asterisk:field.pbx.<name>`. */
export const pbxFields: Field[] = [
  { name: 'url', type: 'url', required: true, default: 'http://127.0.0.1:8088', group: 'steering' },
  {
    name: 'user',
    type: 'text',
    required: true,
    pattern: '[a-z][a-z0-9_\\-]{1,39}',
    default: 'qiantai',
    group: 'steering',
  },
  { name: 'secret', type: 'secret', required: true, min: 8, max: 100, make: 32, group: 'steering' },
  { name: 'comes', type: 'flag', default: false, group: 'steering' },

  { name: 'trunkHost', type: 'text', pattern: '[A-Za-z0-9.:\\-]{3,100}', group: 'line' },
  {
    name: 'trunkMode',
    type: 'choice',
    choices: ['address', 'registration'],
    default: 'address',
    group: 'line',
  },
  { name: 'trunkUser', type: 'text', max: 80, group: 'line' },
  { name: 'trunkSecret', type: 'secret', max: 100, group: 'line' },
  {
    name: 'numbering',
    type: 'choice',
    choices: ['national', 'plus', 'plain'],
    default: 'national',
    group: 'line',
  },
  { name: 'prefix', type: 'text', pattern: '[0-9*#]{0,8}', group: 'line' },
  { name: 'fallback', type: 'text', pattern: '[0-9]{3,20}', group: 'line' },

  { name: 'house', type: 'url', group: 'network' },
  { name: 'sipAddress', type: 'text', pattern: '[0-9A-Fa-f.:]{3,45}', default: '0.0.0.0', group: 'network' },
  { name: 'sipPort', type: 'number', min: 1, max: 65_535, default: 5060, group: 'network' },
  { name: 'rtpStart', type: 'number', min: 1024, max: 65_000, default: 10_000, group: 'network' },
  { name: 'rtpEnd', type: 'number', min: 1026, max: 65_535, default: 10_999, group: 'network' },
  { name: 'externalAddress', type: 'text', pattern: '[0-9A-Za-z.:\\-]{3,100}', group: 'network' },
  { name: 'innerAddress', type: 'text', pattern: '[0-9A-Fa-f.:]{3,45}', group: 'network' },

  { name: 'trunk', type: 'text', pattern: '[\\w\\-]{1,40}', default: 'trunk', group: 'advanced' },
  { name: 'codecs', type: 'text', pattern: '[a-z0-9,]{2,80}', default: 'alaw,ulaw', group: 'advanced' },
  { name: 'domain', type: 'text', pattern: '[A-Za-z0-9.:\\-]{3,100}', group: 'advanced' },
  { name: 'iceServer', type: 'text', pattern: '(stuns?|turns?):[^\\s]{3,150}', group: 'advanced' },
  { name: 'iceUser', type: 'text', max: 100, group: 'advanced' },
  { name: 'iceSecret', type: 'secret', max: 100, group: 'advanced' },
]
