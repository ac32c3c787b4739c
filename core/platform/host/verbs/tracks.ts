import type { App } from '../../../module.ts'
import { withdrawConsent } from '../../../modules/conversations/index.ts'
import { hasConsented, recordConsent, recordVisit } from '../../../modules/journey/index.ts'
import { findIdentity, identityOf } from '../../../modules/people/index.ts'
import type { Channel } from '../../../plugin/index.ts'

type Tracks = Pick<Channel, 'visit' | 'consent' | 'withdraw' | 'consented'>

/** Where customers have been, and what they have agreed to. */
export function tracks(app: App, channelId: number): Tracks {
  return {
    async visit(who, visit) {
      await recordVisit(app, (await identityOf(app, channelId, who)).id, visit)
    },
    async consent(who, textVersion) {
      await recordConsent(app, (await identityOf(app, channelId, who)).id, textVersion)
    },
    async withdraw(who) {
      const identity = await findIdentity(app.db, { channelId, who })
      if (identity) await withdrawConsent(app, identity)
    },
    async consented(who, textVersion) {
      const identity = await findIdentity(app.db, { channelId, who })
      return identity !== undefined && hasConsented(app.db, identity.id, textVersion)
    },
  }
}
