import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import joi from 'joi'
import { Invalid } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import {
  address,
  createLimiter,
  discreet,
  fieldsOf,
  guestOrViewer,
  type Limiter,
  page,
  parse,
  seeOther,
} from '../../../platform/http/index.ts'
import { answerRating, openRating, type Standing } from '../answering.ts'
import { type Answer, longestWords, mostStars } from '../rating.ts'

const path = '/r/{token}'
const perMinute = { looks: 60, answers: 20 }

const params = joi.object<{ token: string }>({ token: joi.string().max(100).required() })
const said = joi.object<Answer>({
  stars: joi.number().integer().min(1).max(mostStars).required(),
  met: joi.boolean().truthy('1').falsy('0').empty('').default(null),
  words: joi
    .string()
    .trim()
    .allow('')
    .max(longestWords)
    .custom((text: string) => text.replaceAll('\0', '').toWellFormed())
    .default(''),
})

/**
 * The page on which a customer says how it was. Whoever has the link may, so no cookie plays a part: it works in the
 * browsers of other apps, and without scripts.
 */
export function visitorRoutes(app: App): ServerRoute[] {
  const open = { app: { access: 'public', crossSite: true } } as const
  const limiter = createLimiter(() => app.clock().getTime())
  return [
    { method: 'GET', path, options: open, handler: (request, h) => show(app, limiter, request, h) },
    {
      method: 'POST',
      path,
      options: { ...open, payload: { maxBytes: 16_384 } },
      handler: (request, h) => answer(app, limiter, request, h),
    },
  ]
}

async function show(app: App, limiter: Limiter, request: Request, h: ResponseToolkit) {
  if (!limiter(`look ${address(request)}`, perMinute.looks, 60)) return closed(h, request, 'busy')
  const { token } = parse(params, request.params)
  const standing = await openRating(app, token)
  if (standing.state !== 'open') return closed(h, request, standing.state)
  const isDone = standing.rating.answeredAt !== null && request.query['change'] === undefined
  return asked(h, request, standing, isDone ? 'visitor/rating/thanks' : 'visitor/rating/index')
}

async function answer(app: App, limiter: Limiter, request: Request, h: ResponseToolkit) {
  if (!limiter(`answer ${address(request)}`, perMinute.answers, 60)) return closed(h, request, 'busy')
  const { token } = parse(params, request.params)
  // Staff find the link in the conversation: what customers say is not theirs to say.
  if (guestOrViewer(request)) return closed(h, request, 'staff')
  const input = inputOf(request)
  if (!input) return again(app, request, h, token)
  const { state } = await answerRating(app, token, input)
  return state === 'open' ? seeOther(h, `/r/${encodeURIComponent(token)}`) : closed(h, request, state)
}

/** The page again, where no stars were chosen or the words are too long. */
async function again(app: App, request: Request, h: ResponseToolkit, token: string) {
  const standing = await openRating(app, token)
  if (standing.state !== 'open') return closed(h, request, standing.state)
  const { stars, met, words } = { ...fieldsOf(request.payload) }
  const typed = { stars: Number(stars), met: met === undefined ? null : met === '1', words }
  return (await asked(h, request, standing, 'visitor/rating/index', { typed, isWrong: true })).code(422)
}

function inputOf(request: Request): Answer | undefined {
  try {
    return parse(said, request.payload)
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    return undefined
  }
}

async function asked(
  h: ResponseToolkit,
  request: Request,
  { rating }: Standing & { state: 'open' },
  template: string,
  more: { typed?: object; isWrong?: boolean } = {},
) {
  const isStaff = guestOrViewer(request) !== undefined
  const { stars, met } = { ...rating, ...more.typed }
  const scale = Array.from({ length: mostStars }, (_, index) => ({
    value: index + 1,
    isChosen: index + 1 === stars,
    isGiven: index + 1 <= (rating.stars ?? 0),
  }))
  const context = { rating, scale, met, longest: longestWords, isStaff, ...more }
  return discreet(await page(h, request, template, context))
}

async function closed(h: ResponseToolkit, request: Request, why: keyof typeof codes) {
  return discreet(await page(h, request, 'visitor/rating/closed', { why })).code(codes[why])
}

const codes = { gone: 404, over: 410, busy: 429, staff: 403 }
