import type { Field } from '../../plugin/index.ts'
import type { DestinationKind } from './destination.ts'

const address = 'https?://\\S+'
const mailbox = '[^@\\s,;]+@[^@\\s,;]+'
const url: Field = { name: 'url', type: 'secret', required: true, pattern: address, max: 500 }
const sign: Field = { name: 'secret', type: 'secret', max: 200 }

/** What an admin says of each kind. Labels: `alerts.field.<kind>.<name>.label`, hints `….hint`. */
export const destinationFields: Record<DestinationKind, Field[]> = {
  wecom: [url],
  dingtalk: [url, sign],
  feishu: [url, sign],
  bark: [
    { name: 'server', type: 'url', required: true, default: 'https://api.day.app' },
    { name: 'key', type: 'secret', required: true, pattern: '[\\w\\-]+', max: 200 },
  ],
  ntfy: [
    { name: 'server', type: 'url', required: true, default: 'https://ntfy.sh' },
    { name: 'topic', type: 'text', required: true, pattern: '[\\w\\-]{1,64}', max: 64 },
    { name: 'token', type: 'secret', max: 200 },
  ],
  email: [
    { name: 'to', type: 'text', required: true, pattern: `${mailbox}(,\\s*${mailbox})*`, max: 500 },
    { name: 'from', type: 'text', required: true, pattern: mailbox, max: 200 },
    { name: 'host', type: 'text', required: true, pattern: '[\\w.\\-]+', max: 200 },
    { name: 'port', type: 'number', required: true, default: 465, min: 1, max: 65_535 },
    {
      name: 'security',
      type: 'choice',
      required: true,
      default: 'tls',
      choices: ['tls', 'starttls', 'none'],
    },
    { name: 'user', type: 'text', max: 200 },
    { name: 'password', type: 'secret', max: 200 },
  ],
  webhook: [
    { name: 'url', type: 'url', required: true },
    { name: 'secret', type: 'secret', required: true, make: 40, min: 16, max: 200 },
  ],
}
