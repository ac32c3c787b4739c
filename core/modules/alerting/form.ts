import joi from 'joi'
import { Invalid } from '../../errors.ts'
import type { App } from '../../module.ts'
import { parse } from '../../platform/http/index.ts'
import type { Settings } from '../../plugin/index.ts'
import { formSchema, readForm, splitSecrets } from '../channels/index.ts'
import { type Level, levels } from './alert.ts'
import type { Destination, DestinationKind, Filter } from './destination.ts'
import { destinationFields } from './fields.ts'
import { openSettings } from './sending.ts'

/** What an admin says of a destination, as it is stored. */
export type DestinationForm = Pick<Destination, 'name' | 'settings' | 'sealed' | 'filter'>

type Posted = {
  kinds: string[]
  levels: Level[]
  teamIds: number[]
  silent: boolean
  from: string
  until: string
  urgentPasses: boolean
  personal: boolean
}

const some = (item: joi.Schema) => joi.array().items(item).single().default([])
const ticked = joi.boolean().truthy('on').default(false)
const time = joi
  .string()
  .pattern(/^([01]\d|2[0-3]):[0-5]\d$/)
  .empty('')
  .default('')

const filterSchema = joi.object<Posted>({
  kinds: some(joi.string().max(40)),
  levels: some(joi.valid(...levels)),
  teamIds: some(joi.number().integer()),
  silent: ticked,
  from: time,
  until: time,
  urgentPasses: ticked,
  personal: ticked,
})

/**
 * Reads the form of a destination; secrets that are left empty stay as they are in `before`, unless they are cleared.
 * Throws Invalid that names the fields.
 */
export function readDestination(
  app: App,
  kind: DestinationKind,
  payload: Record<string, unknown>,
  before?: Destination,
): DestinationForm {
  const fields = destinationFields[kind]
  const { name, settings, cleared = [] } = readForm({ fields }, payload)
  const kept = before ? keptSecrets(app, before, cleared) : {}
  const schema = formSchema(fields, new Set(Object.keys(kept)))
  const parsed: { name: string; settings: Settings } = parse(schema, { name, settings })
  const { open, secret } = splitSecrets(fields, { ...kept, ...parsed.settings })
  const sealed = app.vault.seal(JSON.stringify(secret))
  return { name: parsed.name, settings: open, sealed, filter: filterIn(payload) }
}

function keptSecrets(app: App, before: Destination, cleared: string[]): Settings {
  const { secret } = splitSecrets(destinationFields[before.kind], openSettings(app, before))
  return Object.fromEntries(Object.entries(secret).filter(([name]) => !cleared.includes(name)))
}

function filterIn(payload: Record<string, unknown>): Filter {
  const own = Object.entries(payload).filter(([name]) => Object.hasOwn(posted, name))
  const { silent, from, until, ...filter } = parse(filterSchema, Object.fromEntries(own))
  if (silent && (!from || !until || from === until))
    throw new Invalid([{ field: 'until', message: 'alerts.fault.silence' }])
  return { ...filter, silence: silent ? [from, until] : null }
}

const posted = filterSchema.describe()['keys']
