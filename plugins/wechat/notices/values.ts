import type { NoticeValue } from 'qiantai/plugin'

const chineseDay = String.raw`\d{4}年\d{1,2}月\d{1,2}日`
const day = String.raw`(?:\d{4}-\d{1,2}-\d{1,2}|${chineseDay})`
const clock = String.raw`\d{1,2}:\d{2}(?::\d{2})?`
const moment = `(?:${day} ?)?${clock}`

/** What fits into a value of a notice, by the kind that its key begins with (`thing1`): §10 of the platform's rules. */
const rules: Record<string, RegExp> = {
  thing: /^.{1,20}$/su,
  const: /^.{1,20}$/su,
  character_string: /^[\x20-\x7e]{1,32}$/,
  number: /^-?\d{1,31}(\.\d{1,30})?$/,
  letter: /^[A-Za-z]{1,32}$/,
  symbol: /^[^\p{L}\p{N}\s]{1,5}$/u,
  time: new RegExp(`^(?:${moment}(?:~${moment})?|${chineseDay})$`),
  date: new RegExp(`^${day}(?: ?${clock})?$`),
  amount: /^[¥￥$€£]?\d{1,10}(\.\d{1,2})?元?$/u,
  phone_number: /^[\d+()-]{1,17}$/,
  car_number: /^.{1,8}$/u,
  name: /^(?:[\p{Script=Han}·]{1,10}|[A-Za-z][A-Za-z .'-]{0,19})$/u,
  phrase: /^\p{Script=Han}{1,5}$/u,
}

/** The kind of a value by its key: `character_string12` → `character_string`; '' where it is none of the platform's. */
function valueKind(key: string): string {
  const kind = key.replace(/\d+$/, '')
  return Object.hasOwn(rules, kind) ? kind : ''
}

/** What is wrong with values: key → translation key. Kinds that we do not know are left to the platform. */
export function valueFaults(values: NoticeValue[]): Record<string, string> {
  const faults = values.filter(({ key, value }) => !fits(key, value))
  return Object.fromEntries(faults.map(({ key }) => [key, hintOf(key) ?? 'wechat:notice.empty']))
}

/** The translation key that says what fits. */
export function hintOf(key: string): string | undefined {
  const kind = valueKind(key)
  return kind ? `wechat:notice.${kind}` : undefined
}

function fits(key: string, value: string): boolean {
  const rule = rules[valueKind(key)]
  return rule ? rule.test(value) : value.trim().length > 0
}
