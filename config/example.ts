import { settings, type Setting } from './schema.ts'

/** The text of config/example.env. scripts/example-env.ts writes it; a test compares. */
export function exampleEnv(): string {
  return `${[heading, ...settings.map(entry)].join('\n\n')}\n`
}

const heading = `# Copy what you need; everything has a default that works.
# Each name can also end in _FILE: then it is the path of a file that holds the value.`

function entry({ name, help, default: value, example }: Setting): string {
  return [`# ${help}`, `#${name}=${value || example || ''}`].join('\n')
}
