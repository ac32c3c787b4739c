import type { ChannelKind } from 'qiantai/plugin'
import { readAccount } from './account.ts'
import { checkAccount } from './check.ts'
import { configuration } from './configuration/index.ts'
import { pbxFields } from './fields.ts'
import { openLine } from './open.ts'
import { warningsOf } from './warnings.ts'

/** An exchange with its outside line. Nothing is written to anybody here; what can be is for the shape of a kind alone. */
export const pbx: ChannelKind = {
  kind: 'pbx',
  fields: pbxFields,
  can: { text: { max: 1 } },
  speaks: true,
  configuration,
  identify: (settings) => {
    const { url, user } = readAccount(settings)
    return `${user}@${URL.parse(url)?.host ?? url}`
  },
  warn: warningsOf,
  check: checkAccount,
  open: openLine,
}
