import type { ConfigurationFile } from 'qiantai/plugin'

/** A file as the exchange reads it: first what it is and where it goes, in the words given, then its sections. */
export function file(name: string, about: string[], sections: string[]): ConfigurationFile {
  const head = [`/etc/asterisk/${name}: ${about[0] ?? ''}`, ...about.slice(1)].map((line) => `; ${line}`)
  return { name, text: `${[head.join('\n'), ...sections].join('\n\n')}\n` }
}

/** A section with its settings, one a line; those without a value are left out, lists repeat their name. */
export function section(name: string, settings: Record<string, Value> = {}): string {
  const lines = Object.entries(settings).flatMap(([key, value]) =>
    [value].flat().flatMap((each) => (each === undefined ? [] : `${key} = ${written(each)}`)),
  )
  return [`[${name}]`, ...lines].join('\n')
}

type Scalar = string | number | boolean | undefined
type Value = Scalar | string[]

/** A semicolon begins a comment, and a line break a setting of its own. */
function written(value: Exclude<Scalar, undefined>): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return String(value)
    .replaceAll(/[\r\n]+/g, ' ')
    .replaceAll(';', '\\;')
}
