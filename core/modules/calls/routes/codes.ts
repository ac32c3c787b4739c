import joi from 'joi'
import type { ServerRoute } from '@hapi/hapi'
import type { App } from '../../../module.ts'
import { parse, viewerOf } from '../../../platform/http/index.ts'
import { sheetDeed } from '../../sidelinks/index.ts'
import { sayCode } from '../verbs/saying-code.ts'

const identity = joi
  .object<{ identityId: number }>({ identityId: joi.number().integer().min(1).required() })
  .unknown(true)

/** A code by call, from the sheet that sends them. */
export function codeRoutes(app: App): ServerRoute[] {
  return [
    sheetDeed(app, '/conversations/{id}/number-codes/call', (request, conversationId) => {
      const { identityId } = parse(identity, request.payload)
      return sayCode(app, viewerOf(request), { conversationId, identityId })
    }),
  ]
}
