import joi from 'joi'

/** One name of the environment. example.env is generated from this list, so `help` is a sentence for an operator. */
export type Setting = { name: string; type: Type; default?: string; help: string; example?: string }
type Type = keyof typeof types

export type LogLevel = (typeof levels)[number]

/** Everything the process is told from outside; read once, in load.ts. */
export type Config = {
  /** Absolute path of the data folder. */
  data: string
  host: string
  port: number
  /** PostgreSQL by `url`, else the SQLite `file`. */
  database: { url?: string; file?: string }
  /** `https://host`, without a slash at the end. */
  publicUrl?: string
  secret?: string
  /** Addresses and networks whose `X-Forwarded-…` headers count. */
  trustedProxies: string[]
  /** Host names, addresses and networks inside the house that outgoing requests may reach. */
  allowPrivateHosts: string[]
  metricsToken?: string
  logLevel: LogLevel
  /** Milliseconds: signed out after `idle` without a click, and after `longest` in any case. */
  session: { idle: number; longest: number }
  /** npm packages that are plugins. */
  plugins: string[]
}

export const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

/** How the text of each type is checked; a list is separated by commas. */
export const types = {
  text: joi.string(),
  path: joi.string(),
  host: joi.alternatives(joi.string().ip({ cidr: 'forbidden' }), joi.string().hostname()).messages({
    'alternatives.match': 'must be an IP address or a host name',
  }),
  port: joi.number().integer().min(0).max(65535),
  number: joi.number().integer().min(1),
  database: joi.string().uri({ scheme: ['postgres', 'postgresql'] }),
  origin: joi
    .string()
    .uri({ scheme: ['http', 'https'] })
    .pattern(/^https?:\/\/[^/?#@]+\/?$/)
    .message('must be an address like https://desk.example.com, without a path'),
  secret: joi.string().min(32),
  networks: list(joi.string().ip({ cidr: 'optional' })).messages({
    'string.ip': '"{#value}" must be an IP address or a network like 10.0.0.0/8',
  }),
  hosts: list(joi.alternatives(joi.string().ip({ cidr: 'optional' }), joi.string().hostname())).messages({
    'alternatives.match': '"{#value}" must be a host name, an IP address or a network like 10.0.0.0/8',
  }),
  packages: list(joi.string().pattern(/^(@[a-z0-9-]+\/)?[a-z0-9][a-z0-9._-]*$/)).messages({
    'string.pattern.base': '"{#value}" must be the name of a package',
  }),
  level: joi.string().valid(...levels),
}

/** Every name that is read from the environment, and nothing else is. */
export const settings: Setting[] = [
  {
    name: 'QIANTAI_DATA',
    type: 'path',
    default: './data',
    help: 'Folder that holds everything worth keeping: database, files, key, theme, plugins.',
  },
  {
    name: 'HOST',
    type: 'host',
    default: '0.0.0.0',
    help: 'Address to listen on; 127.0.0.1 behind a proxy on the same machine.',
  },
  { name: 'PORT', type: 'port', default: '3000', help: 'Port to listen on; 0 takes any free one.' },
  {
    name: 'DATABASE_URL',
    type: 'database',
    help: 'PostgreSQL database; without it a SQLite file in the data folder is used.',
    example: 'postgres://qiantai:password@localhost:5432/qiantai',
  },
  {
    name: 'QIANTAI_SECRET',
    type: 'secret',
    help: 'At least 32 characters that seal the stored secrets; without it a key file is made in the data folder.',
  },
  {
    name: 'QIANTAI_PUBLIC_URL',
    type: 'origin',
    help: 'Address under which visitors and agents reach this server; without it the one of each request.',
    example: 'https://desk.example.com',
  },
  {
    name: 'QIANTAI_TRUSTED_PROXIES',
    type: 'networks',
    default: '',
    help: 'Addresses or networks of your own proxies, by commas; only theirs count as X-Forwarded-For and -Proto.',
    example: '127.0.0.1,10.0.0.0/8',
  },
  {
    name: 'QIANTAI_ALLOW_PRIVATE_HOSTS',
    type: 'hosts',
    default: '',
    help: 'Hosts, addresses or networks inside your house that outgoing requests may reach, by commas.',
    example: 'pbx.lan,192.168.1.10',
  },
  {
    name: 'QIANTAI_METRICS_TOKEN',
    type: 'text',
    help: 'Bearer token for /metrics; without it /metrics does not exist.',
  },
  {
    name: 'QIANTAI_LOG_LEVEL',
    type: 'level',
    default: 'info',
    help: `How much is logged: ${levels.join(', ')}.`,
  },
  {
    name: 'QIANTAI_SESSION_IDLE_HOURS',
    type: 'number',
    default: '12',
    help: 'Hours without a click after which an agent is signed out.',
  },
  {
    name: 'QIANTAI_SESSION_DAYS',
    type: 'number',
    default: '7',
    help: 'Days after which an agent signs in again in any case.',
  },
  {
    name: 'QIANTAI_PLUGINS',
    type: 'packages',
    default: '',
    help: 'Installed npm packages that are plugins, by commas; those in plugins/ are found without it.',
  },
]

function list(item: joi.Schema) {
  return joi.array().items(item)
}
