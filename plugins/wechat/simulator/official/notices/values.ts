import { recordOf, textOf } from '../../api/reading.ts'
import { refuse } from '../../api/refusal.ts'
import { keysOf, type Template } from './templates.ts'

/** Refuses (47003) a notice of which a value is missing, or does not fit its kind: the letters of the key say which. */
export function readValues(template: Template, data: unknown): Map<string, string> {
  return new Map(keysOf(template).map((key) => [key, readValue(key, textOf(recordOf(data, key), 'value'))]))
}

/** The words of a notice with its values. */
export function fillIn({ content }: Template, values: Map<string, string>): string {
  return content.replace(/\{\{(\w+)\.DATA\}\}/g, (_, key: string) => values.get(key) ?? '').trimEnd()
}

function readValue(key: string, value: string): string {
  const fits = kinds[key.replace(/\d+$/, '')]
  if (!value) throw refuse(47003, `data.${key}.value is empty`)
  if (!fits?.test(value)) throw refuse(47003, `data.${key}.value invalid`)
  return value
}

const date = String.raw`(\d{4}-\d{1,2}-\d{1,2}|\d{4}年\d{1,2}月\d{1,2}日)`
const clock = String.raw`\d{1,2}:\d{2}(:\d{2})?`

const kinds: Record<string, RegExp | undefined> = {
  thing: /^.{1,20}$/su,
  character_string: /^[\x21-\x7e]{1,32}$/,
  number: /^(?=.{1,32}$)-?\d+(\.\d+)?$/,
  letter: /^[a-zA-Z]{1,32}$/,
  symbol: /^[^\p{L}\p{N}\s]{1,5}$/u,
  time: new RegExp(`^(${date} ?)?${clock}(~(${date} ?)?${clock})?$`),
  date: new RegExp(`^${date}( ?${clock})?(~${date}( ?${clock})?)?$`),
  amount: /^[¥￥$€£]?\d{1,10}(\.\d{1,2})?元?$/,
  phone_number: /^[\d+\- ]{1,17}$/,
  car_number: /^[\p{Script=Han}A-Z\d]{1,8}$/u,
  name: /^([\p{Script=Han}·]{1,10}|[a-zA-Z .·'-]{1,20})$/u,
  phrase: /^\p{Script=Han}{1,5}$/u,
  const: /^.{1,20}$/su,
}
