import { Invalid } from '../../../errors.ts'
import { acquaintances, methods, type ReceptionSettings } from '../settings.ts'

type Fields = Record<string, unknown>

const minute = 60

/** The parts of the settings page by the name of their form: what each says. Bounds of numbers are the service's. */
export const sections: Record<string, (fields: Fields) => Partial<ReceptionSettings>> = {
  mode: ({ mode }) => ({ mode: oneOf(['manual', 'automatic'] as const, mode, 'mode') }),
  choice: ({ method, acquaintance }) => ({
    method: oneOf(methods, method, 'method'),
    acquaintances: orderIn(acquaintance),
  }),
  capacity: (fields) => ({ capacity: numberIn(fields['capacity']), weights: weightsIn(fields) }),
  times: ({ grace, answerWithin, acceptWithin, keepPlace, tellPlace }) => ({
    grace: numberIn(grace),
    answerWithin: numberIn(answerWithin),
    acceptWithin: numberIn(acceptWithin),
    keepPlace: Math.round(numberIn(keepPlace) * minute),
    tellPlace: numberIn(tellPlace),
  }),
  abuse: ({ abuse }) => ({ abuse: linesIn(abuse) }),
}

/** What a field of a form says as a number; NaN where it says none. */
export function numberIn(text: unknown): number {
  return typeof text === 'string' && text.trim() ? Number(text) : NaN
}

/** The same where nothing said means that nothing is set. */
export function numberOrNone(text: unknown): number | null {
  return typeof text === 'string' && text.trim() ? Number(text) : null
}

/** The one of these that was chosen. Throws Invalid where it is none of them. */
export function oneOf<T extends string>(choices: readonly T[], said: unknown, field: string): T {
  const chosen = choices.find((choice) => choice === said)
  if (chosen === undefined) throw new Invalid([{ field, message: 'errors.fault.choice' }])
  return chosen
}

/** Each once, in the order of the fields; an empty field is nobody. */
function orderIn(said: unknown) {
  const chosen = [said ?? []].flat().filter((each) => each !== '')
  return [...new Set(chosen)].map((each) => oneOf(acquaintances, each, 'acquaintance'))
}

/** Each line once. */
function linesIn(text: unknown): string[] {
  const lines = typeof text === 'string' ? text.split('\n').map((line) => line.trim()) : []
  return [...new Set(lines.filter(Boolean))]
}

/** A kind that weighs 1 needs no word. */
function weightsIn(fields: Fields): Record<string, number> {
  const said = Object.entries(fields).filter(([name]) => name.startsWith('weights.'))
  const weights = said.map(([name, text]): [string, number] => [
    name.slice('weights.'.length),
    numberIn(text),
  ])
  return Object.fromEntries(weights.filter(([, weight]) => weight !== 1))
}
