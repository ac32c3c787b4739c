import pino, { type DestinationStream, type Logger } from 'pino'
import type { Config } from '../config/schema.ts'

export type { Logger }

const hidden = '[hidden]'
const secretName = /pass(word|wd)|token|secret|cookie|authorization|crumb|totp|recovery|signature|api-?key/i
const secretParameter = /([?&](?:[^=&\s]*(?:token|secret|key|code|crumb|signature))=)[^&\s"]+/gi
const phone = /(?<![\w-])(?:\+?86[- ]?)?(1[3-9]\d)[- ]?\d{4}[- ]?(\d{4})(?![\w-])/g

/**
 * The log: one JSON object a line. Log facts as fields, the event as a short constant.
 * Passwords, tokens, cookies, keys and mobile numbers are taken out of every finished line, wherever they are in it.
 */
export function createLog(
  config: Pick<Config, 'logLevel'>,
  destination: DestinationStream = pino.destination(1),
): Logger {
  return pino(
    {
      level: config.logLevel,
      base: undefined,
      serializers: { error: pino.stdSerializers.err },
      timestamp: pino.stdTimeFunctions.isoTime,
      hooks: { streamWrite },
    },
    destination,
  )
}

function streamWrite(line: string): string {
  return `${JSON.stringify(JSON.parse(line, conceal))}\n`
}

function conceal(key: string, value: unknown): unknown {
  if (secretName.test(key) && value !== null && typeof value !== 'boolean') return hidden
  if (typeof value === 'string') return mask(value)
  return typeof value === 'number' ? maskNumber(value) : value
}

function mask(text: string): string {
  return text.replace(phone, '$1****$2').replace(secretParameter, `$1${hidden}`)
}

function maskNumber(value: number): number | string {
  const masked = mask(String(value))
  return masked === String(value) ? value : masked
}
