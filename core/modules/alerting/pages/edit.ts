import type { App } from '../../../module.ts'
import type { Typed } from '../../../platform/http/index.ts'
import { faultWords } from '../../../platform/i18n/index.ts'
import { listTeams } from '../../agents/index.ts'
import { fieldViews } from '../../channels/index.ts'
import { levels } from '../alert.ts'
import { type Destination, type DestinationKind, openFilter } from '../destination.ts'
import { destinationFields } from '../fields.ts'
import { openSettings } from '../sending.ts'
import { iconOf } from './icons.ts'

const usualSilence = ['22:00', '08:00']

/** The form of a destination: of one that is there, or of a new one of this kind; as it was typed where it was wrong. */
export async function editPage(
  app: App,
  locale: string,
  { kind, destination }: { kind: DestinationKind; destination?: Destination },
  { values, faults = {} }: Partial<Typed> = {},
) {
  const settings = destination && openSettings(app, destination)
  const title = app.i18n.t(locale, `alerts.to.${kind}`)
  return {
    kind,
    icon: iconOf[kind],
    title,
    destination,
    name: values ? values['name'] : (destination?.name ?? title),
    fields: fieldViews(app, `alerts.field.${kind}`, destinationFields[kind], {
      locale,
      settings,
      values,
      faults,
    }),
    filter: values ? typedFilter(values) : storedFilter(destination),
    kinds: app.modules.flatMap(({ raises = [] }) => raises),
    levels,
    teams: (await listTeams(app.db)).map(({ id, name }) => ({ id: String(id), name })),
    errors: faultWords(app, locale, faults),
  }
}

function storedFilter(destination: Destination | undefined) {
  const { silence, teamIds, ...filter } = destination?.filter ?? openFilter
  const [from, until] = silence ?? usualSilence
  return { ...filter, teamIds: teamIds.map(String), silent: silence !== null, from, until }
}

function typedFilter(values: Record<string, unknown>) {
  const list = (name: string) => [values[name] ?? []].flat().map(String)
  const { silent, from, until, urgentPasses, personal } = values
  const lists = { kinds: list('kinds'), levels: list('levels'), teamIds: list('teamIds') }
  return { ...lists, silent, from, until, urgentPasses, personal }
}
