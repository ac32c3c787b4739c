import type { ConfigurationFile } from 'qiantai/plugin'
import { file, section } from './file.ts'
import type { Plan, Trunk } from './plan.ts'

/** The outside line, and how phones reach the exchange. The phones themselves are told by the front desk. */
export function pjsip(plan: Plan): ConfigurationFile {
  return file(
    'pjsip.conf',
    [
      'SIP, the outside line and the ways to it.',
      'Contains secrets: mode 0640, owner asterisk. Phones of staff are not here, the front desk brings them.',
    ],
    [...ways(plan), ...(plan.trunk.host ? line(plan.trunk) : [])],
  )
}

/** Where phones of staff are kept: beside what this folder says, in memory, where the front desk puts them. */
export function sorcery(): ConfigurationFile {
  const kept = (type: string) => [`config,pjsip.conf,criteria=type=${type}`, 'memory']
  return file(
    'sorcery.conf',
    ['lets the front desk bring the phones of staff while Asterisk runs.'],
    [section('res_pjsip', { endpoint: kept('endpoint'), auth: kept('auth'), aor: kept('aor') })],
  )
}

function ways({ sip, external }: Plan): string[] {
  const outside = external && {
    external_media_address: external.address,
    external_signaling_address: external.address,
    local_net: ['127.0.0.0/8', ...nearby(external.inner)],
  }
  const bind = `${sip.bind}:${sip.port}`
  return [
    section('global', {
      type: 'global',
      user_agent: 'PBX',
      endpoint_identifier_order: 'ip,username',
    }),
    section('udp', { type: 'transport', protocol: 'udp', bind, ...outside }),
    section('tcp', { type: 'transport', protocol: 'tcp', bind, ...outside }),
    // Browsers: the socket is the web server's, see http.conf.
    section('ws', { type: 'transport', protocol: 'ws', bind: sip.bind }),
  ]
}

/** Where phones see our own address: in the network of that address, or in any private one where it is not told. */
function nearby(inner: string | undefined): string[] {
  const network = /^(\d+\.\d+\.\d+)\.\d+$/.exec(inner ?? '')?.[1]
  return network ? [`${network}.0/24`] : ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']
}

function line(trunk: Trunk): string[] {
  const { name, host, port, user, secret, mode, codecs } = trunk
  const uri = `sip:${host}:${port}`
  const auth = user && secret ? `${name}-auth` : undefined
  return [
    section(name, {
      type: 'endpoint',
      transport: 'udp',
      context: 'from-trunk',
      disallow: 'all',
      allow: codecs,
      aors: name,
      outbound_auth: auth,
      from_domain: mode === 'registration' ? host : undefined,
      ...manners,
    }),
    section(name, { type: 'aor', contact: uri, qualify_frequency: 60, qualify_timeout: 10 }),
    section(name, { type: 'identify', endpoint: name, match: host }),
    ...(auth
      ? [section(auth, { type: 'auth', auth_type: 'userpass', username: user, password: secret })]
      : []),
    ...(auth && mode === 'registration' ? [registration(uri, auth, trunk)] : []),
  ]
}

/** Voices pass through Asterisk, callers are shown; a line that breaks in mid-call leaves nobody hanging for hours. */
const manners = {
  direct_media: false,
  rtp_symmetric: true,
  force_rport: true,
  trust_id_inbound: true,
  send_pai: true,
  dtmf_mode: 'auto',
  rtp_timeout: 60,
  rtp_timeout_hold: 600,
}

function registration(uri: string, auth: string, { name, host, user }: Trunk): string {
  return section(`${name}-registration`, {
    type: 'registration',
    transport: 'udp',
    outbound_auth: auth,
    server_uri: uri,
    client_uri: `sip:${user}@${host}`,
    contact_user: user,
    expiration: 300,
    retry_interval: 20,
    forbidden_retry_interval: 300,
    max_retries: 1_000_000,
  })
}
