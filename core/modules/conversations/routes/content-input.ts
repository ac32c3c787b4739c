import joi from 'joi'
import type { Content } from '../../../plugin/index.ts'
import { parse } from '../../../platform/http/index.ts'

const line = (most: number) => joi.string().trim().max(most)
const address = joi
  .string()
  .trim()
  .max(2000)
  .uri({ scheme: ['http', 'https'] })
const picture = joi.string().max(64)

const link = joi.object({
  type: joi.valid('link').required(),
  title: line(120).required(),
  description: line(300).allow(''),
  url: address.required(),
  picture,
})
const card = joi.object({
  type: joi.valid('card').required(),
  title: line(64).required(),
  app: line(64).required(),
  page: line(1000).required(),
  picture,
})
const choices = joi.object({
  type: joi.valid('choices').required(),
  head: line(500).required(),
  items: joi
    .array()
    .items(joi.object({ id: joi.string().max(40).required(), text: line(64).required() }))
    .min(1)
    .max(10)
    .required(),
  tail: line(200).allow(''),
})
const notice = joi.object({
  type: joi.valid('notice').required(),
  template: joi.string().max(200).required(),
  title: joi.string().max(300).required(),
  values: joi
    .array()
    .items(
      joi.object({
        key: joi.string().max(100).required(),
        label: joi.string().max(200).allow('').required(),
        value: line(1000).allow('').required(),
      }),
    )
    .max(30)
    .required(),
  url: address,
})

const byType = new Map(Object.entries({ link, card, choices, notice }))
const typed = joi.object<{ type: string }>({ type: joi.valid(...byType.keys()).required() }).unknown()

/** What an agent sends beside text and files, by the rules of its type. Throws Invalid that names `content.<field>`. */
export function contentIn(value: unknown): Content {
  const { content } = parse(joi.object<{ content: { type: string } }>({ content: typed }), { content: value })
  const rules = joi.object<{ content: Content }>({ content: byType.get(content.type) })
  return parse(rules, { content: value }).content
}
