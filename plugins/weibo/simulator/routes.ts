import { authorize, exchange, revoke, tokenInfo } from './api/oauth.ts'
import {
  commentsToMe,
  createComment,
  mentioningComments,
  mentioningPosts,
  replyToComment,
} from './api/comments.ts'
import { createMenu, deleteMenu, showMenu } from './api/menu.ts'
import { fanInfo, showUser } from './api/users.ts'
import { getMedia } from './api/media.ts'
import { createCode, showCode } from './api/codes.ts'
import { replyPrivately } from './api/messages.ts'
import type { Values } from './wire.ts'
import type { World } from './world.ts'

/** An answer as it goes out. */
export type Answer = { status?: number; headers?: Record<string, string>; body?: string | Buffer }
/** JSON, or an answer of another kind. */
export type Said = object | { raw: Answer }
export type Route = {
  /** Asks for no token. */
  open?: true
  handle: (world: World, values: Values) => Said | Promise<Said>
}

/** What this Weibo can be asked, on whichever of its hosts. */
export const routes: Record<string, Route> = {
  'GET /oauth2/authorize': { open: true, handle: authorize },
  'POST /oauth2/access_token': { open: true, handle: exchange },
  'POST /oauth2/get_token_info': { open: true, handle: tokenInfo },
  'GET /oauth2/revokeoauth2': { handle: revoke },
  'POST /2/messages/reply.json': { handle: replyPrivately },
  'GET /2/messages/menu/show.json': { handle: showMenu },
  'POST /2/messages/menu/create.json': { handle: createMenu },
  'POST /2/messages/menu/delete.json': { handle: deleteMenu },
  'GET /2/mss/msget': { handle: getMedia },
  'GET /2/eps/user/info.json': { handle: fanInfo },
  'GET /2/users/show.json': { handle: showUser },
  'POST /2/eps/qrcode/create.json': { handle: createCode },
  'GET /2/eps/qrcode/show': { open: true, handle: showCode },
  'GET /2/comments/to_me.json': { handle: commentsToMe },
  'GET /2/comments/mentions.json': { handle: mentioningComments },
  'GET /2/statuses/mentions.json': { handle: mentioningPosts },
  'POST /2/comments/create.json': { handle: createComment },
  'POST /2/comments/reply.json': { handle: replyToComment },
}
