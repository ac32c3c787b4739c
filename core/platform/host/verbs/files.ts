import type { App } from '../../../module.ts'
import { wasShown } from '../../../modules/conversations/index.ts'
import { findIdentity, identityOf, insistOnWelcome } from '../../../modules/people/index.ts'
import type { Channel, StoredFile } from '../../../plugin/index.ts'
import type { Misfit } from '../../files/index.ts'
import { failure } from '../../jobs/index.ts'

type Files = Pick<Channel, 'upload' | 'file' | 'media'>

const reasons: Record<Misfit['misfit'], string> = {
  type: 'channels.reason.file-type',
  size: 'channels.reason.file-size',
  length: 'channels.reason.file-length',
}

/** What customers send in and may fetch, and what their provider is sent. */
export function files(app: App, channelId: number): Files {
  return {
    async upload(who, { name, data }) {
      const { id, personId } = await identityOf(app, channelId, who)
      await insistOnWelcome(app, personId)
      const file = await app.files.put({ owner: `identity:${id}`, name, data })
      return storedFile(file)
    },
    media: media(app),
    async file(who, uid, size) {
      const identity = await findIdentity(app.db, { channelId, who })
      const file = identity && (await app.files.find(app.db, uid))
      if (!file) return undefined
      const isTheirs =
        file.owner === `identity:${identity.id}` || (await wasShown(app.db, identity.id, file.id))
      return isTheirs ? { path: app.files.path(file, size), mime: file.mime, name: file.name } : undefined
    },
  }
}

function storedFile({ uid, name, mime, size, width, height }: StoredFile): StoredFile {
  return { uid, name, mime, size, ...(width && { width }), ...(height && { height }) }
}

/** Files of messages for the provider, made fit. What cannot be is a failure that an agent understands. */
function media(app: App): Channel['media'] {
  return async (uid, fit) => {
    const file = await app.files.find(app.db, uid)
    if (!file) throw failure('channels.reason.file-gone', { permanent: true })
    const fitted = await app.files.fit(file, fit)
    if ('misfit' in fitted) throw failure(reasons[fitted.misfit], { permanent: true })
    return fitted
  }
}
