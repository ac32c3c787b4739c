import type { ConfigurationFile } from 'qiantai/plugin'
import { file, section } from './file.ts'
import type { Plan } from './plan.ts'

/** Who may steer the exchange. */
export function ari({ ari: { user, secret }, comes }: Plan): ConfigurationFile {
  const ours = section(user, { type: 'user', read_only: false, password_format: 'plain', password: secret })
  const socket = section('front-desk', {
    type: 'outbound_websocket',
    websocket_client_id: 'front-desk',
    apps: 'qiantai',
    subscribe_all: false,
    local_ari_user: user,
  })
  return file(
    'ari.conf',
    ['how the front desk steers Asterisk.', 'Contains a secret: mode 0640, owner asterisk.'],
    [section('general', { enabled: true, pretty: false }), ours, ...(comes ? [socket] : [])],
  )
}

/** The web server that carries the steering and the browsers' signalling. */
export function http({ web, house }: Plan): ConfigurationFile {
  const tls = {
    tlsenable: true,
    tlsbindaddr: `0.0.0.0:${web.port}`,
    tlscertfile: '/etc/asterisk/keys/fullchain.pem',
    tlsprivatekey: '/etc/asterisk/keys/privkey.pem',
  }
  const plain = { bindaddr: web.bind, bindport: web.port }
  const about = web.tls
    ? ['the way of the front desk to Asterisk, over TLS.', 'Let the firewall admit the front desk alone.']
    : web.bind === '127.0.0.1'
      ? ['the way of the front desk to Asterisk, on the same machine.']
      : [
          'the way of the front desk to Asterisk, over a private network.',
          'Never open this port to the internet.',
        ]
  const sounds = house
    ? [`Greetings and music are fetched from ${house}: that must be reached from here.`]
    : []
  return file(
    'http.conf',
    [...about, ...sounds],
    [
      section('general', {
        enabled: true,
        ...(web.tls ? { bindaddr: '127.0.0.1', ...tls } : plain),
        enable_static: false,
        enable_status: false,
        sessionlimit: 500,
      }),
    ],
  )
}

/** Asterisk behind NAT comes to the front desk, instead of being found. */
export function websocketClient({ comes }: Plan): ConfigurationFile | undefined {
  if (!comes) return undefined
  return file(
    'websocket_client.conf',
    [
      'Asterisk comes to the front desk, so that it needs no open port.',
      'Contains a secret: mode 0640, owner asterisk.',
    ],
    [
      section('front-desk', {
        type: 'websocket_client',
        uri: comes.uri,
        protocols: 'ari',
        username: comes.user,
        password: comes.secret,
        connection_type: 'persistent',
        connection_timeout: 5000,
        reconnect_interval: 1000,
        reconnect_attempts: 1_000_000_000,
        ...tlsOf(comes.uri),
      }),
    ],
  )
}

function tlsOf(uri: string) {
  if (!uri.startsWith('wss:')) return { tls_enabled: false }
  return {
    tls_enabled: true,
    ca_list_file: '/etc/ssl/certs/ca-certificates.crt',
    verify_server_cert: true,
    verify_server_hostname: true,
  }
}
