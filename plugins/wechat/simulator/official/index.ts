import type { Stage } from 'qiantai/plugin'
import { type Api, createServe } from '../api/server.ts'
import { guard } from '../api/guard.ts'
import { refuse } from '../api/refusal.ts'
import { tokenRoutes } from '../api/token-routes.ts'
import { openUpkeepRoutes, upkeepRoutes } from '../api/upkeep.ts'
import { customSend } from '../custom/send.ts'
import { officialShapes as shapes } from '../custom/kinds.ts'
import { typing } from '../custom/typing.ts'
import { createHandle, type Rehearsal } from '../handle.ts'
import { publicLimits } from '../media/kinds.ts'
import { mediaRoutes, showMedium } from '../media/routes.ts'
import { tell } from '../push/telling.ts'
import { verifyAddress } from '../push/verification.ts'
import { settingsOf } from '../world/account.ts'
import type { Patient } from '../world/patient.ts'
import { codeRoutes, openCodeRoutes } from './codes/routes.ts'
import { menuRoutes } from './menu/routes.ts'
import { answerPopup } from './notices/outcome.ts'
import { noticeRoutes } from './notices/routes.ts'
import { oauthRoutes } from './oauth/routes.ts'
import { officialPhone } from './phone.ts'
import { showReply } from './reply.ts'
import { userRoutes } from './users.ts'
import { createOfficial, type Official } from './world.ts'

export type OfficialRehearsal = Rehearsal & {
  /** The patient ticks a subscription notice in a popup, or refuses it. */
  subscribe: (name: string, template: string, accept: boolean) => Promise<void>
  /** Whose phone goes through the consent page from now on. */
  browse: (name: string) => void
}

/** Plays WeChat to a verified service account. */
export async function simulateOfficial(stage: Stage): Promise<OfficialRehearsal> {
  const world = createOfficial(stage)
  const handle = createHandle(world, {
    phone: officialPhone,
    serve: createServe(world, api),
    settings: () => ({ ...settingsOf(world.account, stage.address), openHost: stage.address }),
    push: (_, patient, fields) => tell(world, patient, fields, showReply),
    verify: () => verifyAddress(world, 'public'),
  })
  return Object.assign(handle, {
    subscribe: (name: string, template: string, accept: boolean) =>
      answerPopup(world, world.people.named(name), template, accept),
    browse: (name: string) => void (world.browsing = name),
  })
}

const api: Api<Official> = {
  guard,
  open: {
    ...tokenRoutes,
    ...openUpkeepRoutes,
    ...openCodeRoutes,
    ...oauthRoutes,
    'GET /mmbiz': showMedium,
  },
  guarded: {
    ...mediaRoutes(publicLimits),
    ...upkeepRoutes,
    ...userRoutes,
    ...codeRoutes,
    ...menuRoutes,
    ...noticeRoutes,
    'POST /cgi-bin/message/custom/send': customSend({ shapes, foreign: ['link'], admit }),
    'POST /cgi-bin/message/custom/typing': typing,
  },
}

/** Whoever never followed cannot be written to; for whoever has left, no window is open. */
function admit({ follow, left }: Patient): void {
  if (!follow && !left) throw refuse(43004)
}
