import type { App } from '../../../module.ts'
import type { ConfigurationFile } from '../../../plugin/index.ts'
import type { Channel } from '../channel.ts'
import { mask } from '../configuration/files.ts'
import { accountFrame } from './account.ts'

/** The files for the account's other side. `isMasked`: something in a file is not shown yet. */
export function configurationPage(app: App, channel: Channel, locale: string, files: ConfigurationFile[]) {
  const views = files.map((file) => ({ ...file, isMasked: file.text.includes(mask) }))
  return {
    ...accountFrame(app, channel, locale, 'configuration'),
    files: views,
    isMasked: views.some((file) => file.isMasked),
  }
}
