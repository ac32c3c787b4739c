import type { ConfigurationFile } from 'qiantai/plugin'
import { file, section } from './file.ts'
import type { Plan } from './plan.ts'

/** The ports that carry voices: two for each call and phone. */
export function rtp({ rtp: { start, end }, external }: Plan): ConfigurationFile {
  const general = section('general', { rtpstart: start, rtpend: end, strictrtp: true, icesupport: true })
  const candidates =
    external?.inner && `[ice_host_candidates]\n${external.inner} => ${external.address},include_local_address`
  return file(
    'rtp.conf',
    ['the ports of voices (UDP): let the firewall admit all of them.'],
    [general, ...(candidates ? [candidates] : [])],
  )
}

/** What who is on hold hears, unless the front desk has music of its own. */
export function music(): ConfigurationFile {
  return file(
    'musiconhold.conf',
    [
      'music on hold: recordings in the folder moh of /usr/share/asterisk',
      '(package asterisk-moh-opsound-wav), or your own: WAV, 8 kHz, mono, 16 bits.',
    ],
    [section('default', { mode: 'files', directory: 'moh', sort: 'random' })],
  )
}

/** The tones that callers in China know. */
export function indications(): ConfigurationFile {
  return file(
    'indications.conf',
    ['the tones of the Chinese network.'],
    [
      section('general', { country: 'cn' }),
      section('cn', {
        description: 'China',
        ringcadence: '1000,4000',
        dial: '450',
        busy: '450/350,0/350',
        ring: '450/1000,0/4000',
        congestion: '450/700,0/700',
        callwaiting: '450/400,0/4000',
        dialrecall: '450',
        record: '950/400,0/10000',
        info: '450/100,0/100,450/100,0/100,450/100,0/100,450/400,0/400',
      }),
    ],
  )
}
