import type { App } from '../../../module.ts'
import { called } from '../../../modules/calls/index.ts'
import { toolsOf } from '../../../modules/channels/index.ts'
import type { Channel, VoiceEvent } from '../../../plugin/index.ts'
import { createBusy } from '../accounts/busy.ts'
import type { Build } from '../accounts/opening.ts'
import type { Following } from '../following/following.ts'
import { askFor } from '../tasks/tasks.ts'
import { availability } from './availability.ts'
import { checkup } from './checkup.ts'
import { files } from './files.ts'
import { reading, signs } from './reading.ts'
import { talk } from './talk.ts'
import { tracks } from './tracks.ts'
import { values } from './values.ts'

/** Makes what plugins know of an account: each verb is a service of a module, with the account filled in. */
export function channelBuilder(app: App, following: Following): Build {
  return ({ row, settings, secrets, fetch }) => {
    const ends = new Set<() => void>()
    const busy = createBusy()
    const { id, key, name, plugin, kind } = row
    const channel: Channel = {
      ...toolsOf(app, { plugin, kind, channel: id }, secrets),
      fetch,
      id,
      key,
      name,
      settings,
      origin: () => app.config.publicUrl ?? app.address(),
      ...busy.counted({
        ...talk(app, id),
        ...signs(app, id),
        ...reading(app, following, id),
        ...tracks(app, id),
        ...files(app, id),
        ...values(app, id, secrets),
        called: (event: VoiceEvent) => called(app, id, event),
        wake: (name: string) => askFor(app, { channelId: id, name }),
        checkup: () => checkup(app, id),
        availability: (locale: string) => availability(app, id, locale),
      }),
      follow(who, listener) {
        const end = following.follow(id, who, listener)
        ends.add(end)
        return () => void (ends.delete(end) && end())
      },
    }
    async function end() {
      ends.forEach((unfollow) => unfollow())
      await busy.end()
    }
    return { channel, end }
  }
}
