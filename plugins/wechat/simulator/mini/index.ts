import type { Stage } from 'qiantai/plugin'
import { guard } from '../api/guard.ts'
import { type Api, createServe } from '../api/server.ts'
import { tokenRoutes } from '../api/token-routes.ts'
import { openUpkeepRoutes, upkeepRoutes } from '../api/upkeep.ts'
import { miniShapes, officialShapes } from '../custom/kinds.ts'
import { customSend } from '../custom/send.ts'
import { typing } from '../custom/typing.ts'
import { createHandle, type Rehearsal } from '../handle.ts'
import { publicLimits } from '../media/kinds.ts'
import { mediaRoutes, showMedium } from '../media/routes.ts'
import { tell } from '../push/telling.ts'
import { verifyAddress } from '../push/verification.ts'
import { createAccount, settingsOf } from '../world/account.ts'
import { seedOf, stableHex } from '../world/ids.ts'
import { words } from '../world/words.ts'
import { createWorld } from '../world/world.ts'
import { miniPhone } from './phone.ts'
import { showReply } from './reply.ts'

/** Plays WeChat to a mini program that has customer service. */
export async function simulateMini(stage: Stage): Promise<Rehearsal> {
  const account = createAccount({
    id: stableHex('wx', `mini:${seedOf(stage)}`, 18),
    original: stableHex('gh_', seedOf(stage), 15),
    title: words.mini,
  })
  const world = createWorld(stage, account)
  return createHandle(world, {
    phone: miniPhone,
    serve: createServe(world, api),
    settings: () => settingsOf(account, stage.address),
    push: (_, patient, fields) => tell(world, patient, fields, showReply),
    verify: () => verifyAddress(world, 'public'),
  })
}

const foreign = Object.keys(officialShapes).filter((type) => !(type in miniShapes))

const api: Api = {
  guard,
  open: { ...tokenRoutes, ...openUpkeepRoutes, 'GET /mmbiz': showMedium },
  guarded: {
    ...mediaRoutes(publicLimits),
    ...upkeepRoutes,
    'POST /cgi-bin/message/custom/send': customSend({ shapes: miniShapes, foreign, admit: () => {} }),
    'POST /cgi-bin/message/custom/typing': typing,
  },
}
