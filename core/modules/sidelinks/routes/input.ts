import joi from 'joi'
import { Invalid } from '../../../errors.ts'
import { fieldsOf, parse, type Upload } from '../../../platform/http/index.ts'
import { clean } from '../../people/index.ts'
import type { Given } from '../taking.ts'

type Fields = {
  want: Given['want']
  uid: string
  agreed?: string
  seconds?: number
  latitude?: number
  longitude?: number
  label: string
  name: string
  about: string
  phone: string
}

const line = (max: number) => joi.string().allow('').max(max).default('')

const fields = joi
  .object<Fields>({
    want: joi.valid('photo', 'voice', 'location', 'form').required(),
    uid: joi.string().guid().required(),
    agreed: joi.string().allow('').max(10),
    seconds: joi.number().min(0).max(600).empty(''),
    latitude: joi.number().min(-90).max(90).empty(''),
    longitude: joi.number().min(-180).max(180).empty(''),
    label: line(200),
    name: line(120),
    about: line(2000),
    phone: line(40),
  })
  .unknown(true)

/** What a form of the page holds. Throws Invalid where it is no form of ours. */
export function givenIn(payload: unknown): Given {
  const form = parse(fields, fieldsOf(payload))
  const { want, uid, seconds } = form
  const shared = { uid, agreed: form.agreed === 'true' }
  if (want === 'photo') return { ...shared, want, files: filesIn(payload, 'photo') }
  if (want === 'location') return { ...shared, want, place: placeIn(form), label: clean(form.label, 200) }
  if (want === 'form') return { ...shared, want, ...wordsIn(form) }
  const [file] = filesIn(payload, 'voice')
  if (!file) throw new Invalid([{ field: 'voice', message: 'sidelinks.refused.no-voice' }])
  return { ...shared, want, file, ...(seconds !== undefined && { seconds: Math.round(seconds) }) }
}

function wordsIn({ name, about, phone }: Fields) {
  return { name: clean(name, 120), about: about.trim(), phone: clean(phone, 40) }
}

function placeIn({ latitude, longitude }: Fields) {
  return latitude === undefined || longitude === undefined ? undefined : { latitude, longitude }
}

/** The files of a field, of which there may be several; a field that was left empty has none. */
function filesIn(payload: unknown, name: string): Upload[] {
  return [Object(payload)[name]].flat().flatMap((part: unknown) => fileIn(part) ?? [])
}

function fileIn(part: unknown): Upload | undefined {
  const { filename, payload } = Object(part)
  const data = typeof payload === 'string' ? Buffer.from(payload) : payload
  return typeof filename === 'string' && Buffer.isBuffer(data) && data.length > 0
    ? { name: filename, data }
    : undefined
}
