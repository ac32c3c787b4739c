import Joi from 'joi'
import { limits } from './limits.ts'
import { type Fault, Refusal } from './refusal.ts'

/** What visitors may send, over either transport. Nothing unknown gets through. */
export type MessageInput = {
  uid: string
  text?: string
  files?: string[]
  duration?: number
  context?: { url?: string; title?: string }
  proof?: string
}
export type LeaveInput = {
  uid: string
  text: string
  name?: string
  phone?: string
  wechat?: string
  proof?: string
}
export type SeenInput = { upto: string; read: boolean }
export type TypingInput = { on: boolean; preview?: string }
export type PageInput = {
  visit: { uid: string; landing: string; referrer: string; screen?: string; language?: string }
  page: { uid: string; url: string; title: string; dwell: number }
}
export type ProfileInput = {
  id?: string
  name?: string
  phone?: string
  email?: string
  wechat?: string
  hash?: string
  jwt?: string
}
export type TripInput = { back: string }
export type HelloInput = { token: string; client: string; cursor?: string; locale?: string }

const uuid = Joi.string().pattern(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i)
/** A challenge with its answer. */
const proof = Joi.string().max(200)
const fileUid = Joi.string().pattern(/^[\w-]{1,40}$/)
const mobile = /^1[3-9]\d{9}$/
const international = /^\+[1-9]\d{6,14}$/
const wechatId = /^[a-z][\w-]{5,19}$/i

/** No database keeps a NUL, and half a surrogate is no character. */
function words(max: number): Joi.StringSchema {
  return Joi.string()
    .max(max)
    .custom((text: string) => text.replaceAll('\0', '').toWellFormed())
}

function address(): Joi.StringSchema {
  return words(2000).pattern(/^https?:\/\//i)
}

/** People write numbers with spaces and dashes. */
const phone = words(30).custom((text: string, helpers) => {
  const plain = text.replace(/[\s()-]/g, '')
  return mobile.test(plain) || international.test(plain) ? plain : helpers.error('phone')
})
const wechat = words(30).custom((text: string, helpers) => {
  const plain = text.trim()
  return wechatId.test(plain) || mobile.test(plain) ? plain : helpers.error('wechat')
})

const messageFields = Joi.object<MessageInput>({
  uid: uuid.required(),
  text: words(limits.text).allow(''),
  files: Joi.array().items(fileUid).max(limits.files).unique(),
  duration: Joi.number().min(0).max(600),
  context: Joi.object({ url: address(), title: words(300).allow('') }),
  proof,
})

/** Back to a hosted page of ours and nowhere else. */
export const trip = Joi.object<TripInput>({
  back: words(2000)
    .pattern(/^\/c\/[\w-]+(\?|$)/)
    .required(),
})

/** A message says something or shows something. */
export const message = messageFields.custom((input: MessageInput, helpers) => {
  const says = Boolean(input.text?.trim() || input.files?.length)
  return says ? input : helpers.error('empty')
})

export const leave = Joi.object<LeaveInput>({
  uid: uuid.required(),
  text: words(limits.text)
    .custom((text: string, helpers) => (text.trim() ? text : helpers.error('empty')))
    .required(),
  name: words(120).allow(''),
  phone,
  wechat,
  proof,
}).or('phone', 'wechat')

export const seen = Joi.object<SeenInput>({ upto: words(40).required(), read: Joi.boolean().required() })
export const typing = Joi.object<TypingInput>({ on: Joi.boolean().required(), preview: words(500).allow('') })

export const page = Joi.object<PageInput>({
  visit: Joi.object({
    uid: uuid.required(),
    landing: address().required(),
    referrer: words(2000).allow('').required(),
    screen: words(20),
    language: words(35),
  }).required(),
  page: Joi.object({
    uid: uuid.required(),
    url: address().required(),
    title: words(300).allow('').required(),
    dwell: Joi.number().integer().min(0).max(86_400).required(),
  }).required(),
})

export const profile = Joi.object<ProfileInput>({
  id: words(200).min(1),
  name: words(120),
  phone,
  email: words(200).pattern(/^[^\s@]+@[^\s@]+$/),
  wechat,
  hash: Joi.string().max(128),
  jwt: Joi.string().max(4096),
})
  .min(1)
  .with('hash', 'id')
  .without('jwt', ['id', 'name', 'phone', 'email', 'wechat', 'hash'])

export const consent = Joi.object<{ version: string }>({ version: words(40).required() })
export const nothing = Joi.object<object>({})
export const session = Joi.object<{ token?: string }>({ token: Joi.string().max(300) })

export const hello = Joi.object<HelloInput>({
  token: Joi.string().max(300).required(),
  client: Joi.string()
    .pattern(/^[\w-]{8,64}$/)
    .required(),
  cursor: Joi.string().max(100),
  locale: Joi.string().max(35),
})

const decimal = /^\d{1,4}$/
export const historyQuery = Joi.object<{ before?: string; limit: number }>({
  before: Joi.string().max(40),
  limit: Joi.string()
    .pattern(decimal)
    .custom(Number)
    .custom((n: number) => Math.min(Math.max(n, 1), 100))
    .default(50),
})
export const newsQuery = Joi.object<{ cursor: string; wait: number }>({
  cursor: Joi.string().max(100).required(),
  wait: Joi.string()
    .pattern(decimal)
    .custom((text: string) => Math.min(Number(text), limits.pollSeconds))
    .default(0),
})

/** The input as the schema has it. Throws `invalid`, with a fault for every field that is wrong. */
export function check<T>(schema: Joi.ObjectSchema<T>, input: unknown): T {
  const { value, error } = schema.required().validate(input, { abortEarly: false, convert: false, messages })
  if (error) throw new Refusal('invalid', { faults: error.details.map(faultOf) })
  return value
}

/** Rules of our own need a text for joi; people get the translation. */
const messages = { phone: 'phone', wechat: 'wechat', empty: 'empty' }

function faultOf({ path, type, context }: Joi.ValidationErrorItem): Fault {
  const key = faultKeys[type] ?? 'other'
  return {
    field: type === 'empty' ? 'text' : path.join('.'),
    message: `webchat:fault.${key}`,
    values: { limit: context?.limit },
  }
}

const faultKeys: Record<string, string> = {
  'any.required': 'required',
  'string.empty': 'required',
  'string.max': 'long',
  'array.max': 'many',
  'array.unique': 'twice',
  'object.unknown': 'unknown',
  'object.missing': 'contact',
  phone: 'phone',
  wechat: 'wechat',
  empty: 'empty',
}
