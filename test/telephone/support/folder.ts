import { mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import type { Settings } from '../../../core/plugin/index.ts'
import { configuration } from '../../../plugins/asterisk/configuration/index.ts'
import { blockSize } from './ports.ts'
import { tone } from './audio/tones.ts'
import { wav } from './audio/wav.ts'

const folders = [
  'etc',
  'lib/keys',
  'data/moh',
  'data/sounds',
  'run',
  'log',
  'cache',
  'spool/recording',
  'spool/tmp',
]

/** Where one Asterisk lives: its folder, how its program is called, and its addresses. */
export type Place = {
  folder: string
  command: string[]
  settings: Settings
  url: string
  sip: { host: string; port: number }
  carrier: { host: string; port: number }
}

/** Makes the folder of an Asterisk: the files of the plugin, and the little that a test machine needs besides. */
export async function settle(runtime: string, first: number, extra: Settings): Promise<Place> {
  const folder = await mkdtemp('/tmp/qiantai-asterisk-')
  for (const each of folders) await mkdir(join(folder, each), { recursive: true })
  await symlink(join(runtime, 'usr/share/asterisk/documentation'), join(folder, 'data/documentation'))
  const ports = { sip: first + 2, http: first + 4, carrier: first + 6 }
  const settings: Settings = {
    url: `http://127.0.0.1:${ports.http}`,
    sipAddress: '127.0.0.1',
    sipPort: ports.sip,
    trunkHost: `127.0.0.2:${ports.carrier}`,
    rtpStart: first + 10,
    rtpEnd: first + blockSize - 1,
    ...extra,
  }
  await configure(folder, runtime, settings)
  await writeFile(join(folder, 'data/moh/music.wav'), wav(tone(600, 10)))
  return {
    folder,
    command: [
      join(runtime, 'loader'),
      '--library-path',
      join(runtime, 'libraries'),
      join(runtime, 'usr/sbin/asterisk'),
      '-C',
      join(folder, 'etc/asterisk.conf'),
    ],
    settings,
    url: `http://127.0.0.1:${ports.http}`,
    sip: { host: '127.0.0.1', port: ports.sip },
    carrier: { host: '127.0.0.2', port: ports.carrier },
  }
}

async function configure(folder: string, runtime: string, settings: Settings) {
  const files = configuration(settings, { key: 'telephone', origin: 'http://127.0.0.1:3000' })
  const own = { 'asterisk.conf': main(folder, runtime), 'logger.conf': logger }
  const texts = new Map([
    ...empty.map((name) => [`${name}.conf`, ''] as const),
    ...Object.entries(own),
    ...files.map(({ name, text }) => [name, text] as const),
  ])
  for (const [name, text] of texts) await writeFile(join(folder, 'etc', name), text + (additions[name] ?? ''))
}

/** What a package of Asterisk brings itself. */
const main = (folder: string, runtime: string) => `[directories]
astetcdir => ${folder}/etc
astmoddir => ${join(runtime, 'libraries/asterisk/modules')}
astvarlibdir => ${folder}/lib
astdbdir => ${folder}/lib
astcachedir => ${folder}/cache
astkeydir => ${folder}/lib
astdatadir => ${folder}/data
astspooldir => ${folder}/spool
astrundir => ${folder}/run
astlogdir => ${folder}/log
[options]
nocolor = yes
verbose = 3
`

const logger = `[general]
dateformat = %F %T.%3q
[logfiles]
full => notice,warning,error,verbose
`

/** What a package of Asterisk brings as well: without them it complains, and goes on. */
const empty = [
  'acl',
  'ccss',
  'cdr',
  'cel',
  'features',
  'manager',
  'pjproject',
  'udptl',
  'res_http_media_cache',
  'chan_websocket',
]

/** On loopback, ICE offers the addresses of the machine as if they were 127.0.0.1. */
const candidates = Object.values(networkInterfaces())
  .flat()
  .flatMap((each) => (each?.family === 'IPv4' && !each.internal ? `${each.address} => 127.0.0.1` : []))

const additions: Record<string, string> = {
  'rtp.conf': `\n[ice_host_candidates]\n${candidates.join('\n')}\n`,
}
