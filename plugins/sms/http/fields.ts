import type { Field } from 'qiantai/plugin'
import { templateFields } from '../templates.ts'

/** The form of a gateway. Labels and hints: `sms:field.http.<name>`. */
export const httpFields: Field[] = [
  { name: 'url', type: 'text', required: true, pattern: 'https?://.{3,500}', group: 'request' },
  { name: 'method', type: 'choice', choices: ['post', 'get'], default: 'post', group: 'request' },
  { name: 'headers', type: 'lines', default: ['Content-Type: application/json'], max: 20, group: 'request' },
  {
    name: 'body',
    type: 'lines',
    default: ['{"mobile": "{{number}}", "content": "{{text}}"}'],
    max: 60,
    group: 'request',
  },
  { name: 'secret', type: 'secret', max: 500, group: 'request' },
  { name: 'success', type: 'text', max: 200, group: 'answer' },
  { name: 'reason', type: 'text', max: 100, group: 'answer' },
  ...templateFields,
  { name: 'abroad', type: 'flag', default: false, group: 'advanced' },
]
