import joi from 'joi'
import type { Content } from '../../../plugin/index.ts'

const line = (most: number) => joi.string().trim().max(most)
const address = joi.string().trim().max(2000).uri({ scheme: ['http', 'https'] })
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

/** What an agent can send beside text and files, each by its own rules, so that a fault names its field. */
export const content = joi
  .alternatives<Content>()
  .conditional('.type', {
    switch: [
      { is: 'link', then: link },
      { is: 'card', then: card },
      { is: 'choices', then: choices },
      { is: 'notice', then: notice, otherwise: joi.object({ type: joi.valid('link').required() }).unknown() },
    ],
  })
