import type { App } from '../../../module.ts'
import type { Channel } from '../../../plugin/index.ts'
import type { Misfit } from '../../files/index.ts'
import { failure } from '../../jobs/index.ts'

const reasons: Record<Misfit['misfit'], string> = {
  type: 'channels.reason.file-type',
  size: 'channels.reason.file-size',
  length: 'channels.reason.file-length',
}

/** Files of messages for the provider, made fit. What cannot be is a failure that an agent understands. */
export function media(app: App): Channel['media'] {
  return async (uid, fit) => {
    const file = await app.files.find(app.db, uid)
    if (!file) throw failure('channels.reason.file-gone', { permanent: true })
    const fitted = await app.files.fit(file, fit)
    if ('misfit' in fitted) throw failure(reasons[fitted.misfit], { permanent: true })
    return fitted
  }
}
