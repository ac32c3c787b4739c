import type { Notice } from 'qiantai/plugin'
import { hintOf } from './values.ts'
import { type Tree, textOf } from '../tree.ts'

/** A notice as the platform lists it: approved words with `{{thing1.DATA}}` where values go, and an example of them. */
function noticeOf(template: string, title: string, content: string, example: string): Notice {
  const words = content.replaceAll('\r', '').trim()
  const examples = example.replaceAll('\r', '').trim().split('\n')
  return {
    template,
    title,
    text: words.replaceAll(slot, '{{$1}}'),
    fields: words.split('\n').flatMap((line, index) => fieldsIn(line, examples[index] ?? '')),
  }
}

/** The templates of a 服务号. */
export function templateNotice(template: Tree): Notice {
  const [content, example] = [textOf(template, 'content'), textOf(template, 'example')]
  return noticeOf(textOf(template, 'template_id'), textOf(template, 'title'), content, example)
}

/** The templates of subscription notices. */
export function subscriptionNotice(template: Tree): Notice {
  const [content, example] = [textOf(template, 'content'), textOf(template, 'example')]
  const notice = noticeOf(textOf(template, 'priTmplId'), textOf(template, 'title'), content, example)
  return { ...notice, template: `${subscription}${notice.template}`, subscribed: true }
}

/** Marks the templates of subscription notices, which are sent another way. */
export const subscription = 'subscription:'

const slot = /\{\{\s*(\w+)\.DATA\s*\}\}/g

function fieldsIn(line: string, example: string): Notice['fields'] {
  const samples = samplesOf(line, example)
  return [...line.matchAll(slot)].map(({ 1: key = '', index }, place) => {
    const label = labelOf(line.slice(0, index))
    const [hint, sample] = [hintOf(key), samples[place]]
    return { key, label: label || key, ...(hint && { hint }), ...(sample && { example: sample }) }
  })
}

/** What stands before a value, after the one before it. */
function labelOf(before: string): string {
  return before
    .replace(/^.*\}\}/, '')
    .replace(/[:：\s]+$/, '')
    .trim()
}

/** The values of an example, which has the same words around them. */
function samplesOf(line: string, example: string): string[] {
  const words = line
    .split(slot)
    .filter((_, index) => index % 2 === 0)
    .map((part) => RegExp.escape(part))
  return new RegExp(`^${words.join('(.*?)')}$`).exec(example)?.slice(1) ?? []
}
