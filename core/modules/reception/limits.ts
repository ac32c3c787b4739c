import type { Fault } from '../../errors.ts'

const day = 24 * 60 * 60

/** Between which whole numbers a setting may be; times in seconds. */
export const limits: Record<string, [least: number, most: number]> = {
  capacity: [1, 200],
  grace: [0, day],
  answerWithin: [0, day],
  acceptWithin: [0, 3600],
  keepPlace: [0, day],
  tellPlace: [0, 1000],
  most: [0, 10_000],
  share: [1, 100],
  after: [1, day],
}

const heaviest = 100
const mostWords = 500
const longestWord = 50

/** What is out of bounds in these settings, by field. What is null or absent is not set, and so never wrong. */
export function faultsIn(settings: object): Fault[] {
  return Object.entries(settings).flatMap(([field, value]) => {
    if (field === 'weights') return faultsInWeights(value)
    if (field === 'abuse') return faultsInWords(field, value)
    if (field === 'overflow' && value) return faultsIn(value).map((fault) => ({ ...fault, field }))
    return isFine(field, value) ? [] : { field, message: 'errors.fault.number' }
  })
}

function isFine(field: string, value: unknown): boolean {
  const limit = Object.hasOwn(limits, field) ? limits[field] : undefined
  if (!limit || value === null || value === undefined) return true
  return typeof value === 'number' && Number.isInteger(value) && limit[0] <= value && value <= limit[1]
}

function faultsInWords(field: string, words: string[]): Fault[] {
  const isFine = words.length <= mostWords && words.every((word) => word.length <= longestWord)
  return isFine ? [] : [{ field, message: 'errors.fault.long' }]
}

/** Quarters are exact, so that what fits once fits always. */
function faultsInWeights(weights: object): Fault[] {
  return Object.entries(weights)
    .filter(
      ([, weight]) =>
        !(typeof weight === 'number' && Number.isInteger(weight * 4) && weight > 0 && weight <= heaviest),
    )
    .map(([kind]) => ({ field: `weights.${kind}`, message: 'errors.fault.number' }))
}
