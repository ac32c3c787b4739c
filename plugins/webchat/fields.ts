import type { Field } from 'qiantai/plugin'
import { defaults } from './limits.ts'

/** The form of one site. Labels and hints: `webchat:field.site.<name>`. */
export const siteFields: Field[] = [
  { name: 'title', type: 'text', required: true, max: 60, group: 'place' },
  { name: 'origins', type: 'lines', max: 50, default: [], group: 'place' },

  { name: 'accent', type: 'colour', group: 'look' },
  { name: 'logo', type: 'image', group: 'look' },
  { name: 'avatar', type: 'image', group: 'look' },
  { name: 'theme', type: 'choice', choices: ['auto', 'light', 'dark'], default: 'auto', group: 'look' },
  { name: 'side', type: 'choice', choices: ['right', 'left'], default: 'right', group: 'look' },
  { name: 'offsetX', type: 'number', min: 0, max: 200, default: 20, group: 'look' },
  { name: 'offsetY', type: 'number', min: 0, max: 400, default: 20, group: 'look' },

  { name: 'language', type: 'choice', choices: ['auto', 'zh', 'en'], default: 'auto', group: 'words' },
  { name: 'launcher', type: 'text', max: 20, group: 'words' },
  { name: 'greeting', type: 'text', max: 500, group: 'words' },
  { name: 'offline', type: 'text', max: 500, group: 'words' },

  { name: 'consentRequired', type: 'flag', default: true, group: 'privacy' },
  { name: 'consentText', type: 'text', max: 1000, group: 'privacy' },
  { name: 'preview', type: 'flag', default: true, group: 'privacy' },

  { name: 'identitySecret', type: 'secret', min: 16, max: 200, group: 'identity' },

  { name: 'newcomers', type: 'number', min: 0, max: 10_000, default: defaults.newcomers, group: 'limits' },
  { name: 'messages', type: 'number', min: 60, max: 60_000, default: defaults.messages, group: 'limits' },
]
