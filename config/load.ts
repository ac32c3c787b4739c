import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Invalid, type Fault } from '../core/errors.ts'
import { nearest } from './nearest.ts'
import { settings, types, type Config, type LogLevel, type Setting } from './schema.ts'

type Env = Record<string, string | undefined>

const hour = 3_600_000

/**
 * Reads and checks the environment; each name also as `<NAME>_FILE`, a file that holds the value.
 * An empty value is no value. Throws one `Invalid` that lists every fault by name.
 */
// oxlint-disable-next-line node/no-process-env
export function loadConfig(env: Env = process.env): Config {
  const faults: Fault[] = strangers(env)
  const values = new Map(settings.map((setting) => [setting.name, valueOf(setting, env, faults)]))
  if (faults.length > 0) throw new Invalid(faults)
  return shape((name) => values.get(name))
}

function shape(value: (name: string) => unknown): Config {
  const data = resolve(String(value('QIANTAI_DATA')))
  const url = text(value('DATABASE_URL'))
  return {
    data,
    host: String(value('HOST')),
    port: Number(value('PORT')),
    database: url ? { url } : { file: join(data, 'qiantai.db') },
    publicUrl: text(value('QIANTAI_PUBLIC_URL'))?.replace(/\/$/, ''),
    secret: text(value('QIANTAI_SECRET')),
    trustedProxies: texts(value('QIANTAI_TRUSTED_PROXIES')),
    allowPrivateHosts: texts(value('QIANTAI_ALLOW_PRIVATE_HOSTS')),
    metricsToken: text(value('QIANTAI_METRICS_TOKEN')),
    logLevel: value('QIANTAI_LOG_LEVEL') as LogLevel,
    session: {
      idle: Number(value('QIANTAI_SESSION_IDLE_HOURS')) * hour,
      longest: Number(value('QIANTAI_SESSION_DAYS')) * 24 * hour,
    },
    plugins: texts(value('QIANTAI_PLUGINS')),
  }
}

function valueOf(setting: Setting, env: Env, faults: Fault[]): unknown {
  const given = textOf(setting.name, env, faults) ?? setting.default
  if (given === undefined) return undefined
  const { error, value } = types[setting.type].validate(split(setting, given), { errors: { label: false } })
  if (error) faults.push({ field: setting.name, message: error.message })
  return value
}

function split(setting: Setting, given: string): string | string[] {
  if (types[setting.type].type !== 'array') return given
  return given.split(/[\s,]+/).filter(Boolean)
}

function textOf(name: string, env: Env, faults: Fault[]): string | undefined {
  const direct = env[name]?.trim() || undefined
  const file = env[`${name}_FILE`]?.trim()
  if (!file) return direct
  if (direct) faults.push({ field: name, message: `is given twice, also as ${name}_FILE` })
  return contentOf(name, file, faults)
}

function contentOf(name: string, file: string, faults: Fault[]): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim() || undefined
  } catch (error) {
    faults.push({ field: `${name}_FILE`, message: `cannot be read: ${String(error)}` })
  }
}

function strangers(env: Env): Fault[] {
  const known = settings.flatMap(({ name }) => [name, `${name}_FILE`])
  const unknown = Object.keys(env).filter((name) => name.startsWith('QIANTAI_') && !known.includes(name))
  return unknown.map((name) => ({
    field: name,
    message: `is not known; did you mean ${nearest(name, known)}?`,
  }))
}

function text(value: unknown): string | undefined {
  return value === undefined ? undefined : String(value)
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : []
}
