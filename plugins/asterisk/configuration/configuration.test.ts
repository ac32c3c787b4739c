import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { Settings } from 'qiantai/plugin'
import { configuration } from './index.ts'

const own = { key: 'k3y', origin: 'https://desk.example.cn' }
const written = (settings: Settings = {}) =>
  new Map(
    configuration({ trunkHost: '10.1.2.3', secret: 'ari-secret', ...settings }, own).map(({ name, text }) => [
      name,
      text,
    ]),
  )
const has = (text: string | undefined, ...lines: string[]) => {
  for (const line of lines) assert.ok(text?.split('\n').includes(line), `${line} is missing in\n${text}`)
}

it('Every file says first what it is and where it goes', () => {
  for (const [name, text] of written({ comes: true })) assert.ok(text.startsWith(`; /etc/asterisk/${name}: `))
})

it('Asterisk is steered on its own machine alone, unless the front desk is on another', () => {
  has(written().get('http.conf'), 'bindaddr = 127.0.0.1', 'bindport = 8088')
  has(written({ url: 'http://192.168.1.10:8088' }).get('http.conf'), 'bindaddr = 0.0.0.0')
  const tls = written({ url: 'https://pbx.example.cn:8089' }).get('http.conf')
  has(tls, 'bindaddr = 127.0.0.1', 'tlsenable = yes', 'tlsbindaddr = 0.0.0.0:8089')
  assert.doesNotMatch(tls ?? '', /^bindport/m)
})

it('A carrier that knows our address needs no password, another gets a registration', () => {
  const plain = written().get('pjsip.conf')
  has(plain, 'match = 10.1.2.3', 'contact = sip:10.1.2.3:5060')
  assert.doesNotMatch(plain ?? '', /auth/)
  const settings = {
    trunkMode: 'registration',
    trunkHost: 'ims.example.cn:5070',
    trunkUser: '+862161234567',
    trunkSecret: 'p',
  }
  const registered = written(settings).get('pjsip.conf')
  has(
    registered,
    'type = registration',
    'server_uri = sip:ims.example.cn:5070',
    'client_uri = sip:+862161234567@ims.example.cn',
    'from_domain = ims.example.cn',
    'password = p',
  )
})

it('Behind NAT the world is told the outer address, also by the voices of browsers', () => {
  const files = written({ externalAddress: '203.0.113.9', innerAddress: '172.16.0.5' })
  has(files.get('pjsip.conf'), 'external_media_address = 203.0.113.9', 'local_net = 172.16.0.0/24')
  has(files.get('rtp.conf'), '172.16.0.5 => 203.0.113.9,include_local_address')
  assert.doesNotMatch(written().get('pjsip.conf') ?? '', /external_/)
})

it('Outside numbers are dialled with what the outer exchange wants before them', () => {
  const plan = written({ prefix: '9', fallback: '13900139000', trunk: 'outer' }).get('extensions.conf')
  has(plan, ' same => n,Dial(PJSIP/913900139000@outer,40)', 'exten => 120,1,Dial(PJSIP/9120@outer)')
})

it('An exchange that comes to us is told where, and proves who it is', () => {
  assert.equal(written().has('websocket_client.conf'), false)
  const files = written({ comes: true })
  has(
    files.get('websocket_client.conf'),
    'uri = wss://desk.example.cn/p/asterisk/exchange?account=k3y',
    'password = ari-secret',
    'tls_enabled = yes',
  )
  has(files.get('ari.conf'), 'type = outbound_websocket', 'apps = qiantai')
})

it('An exchange that reaches us under an address of its own is told that one', () => {
  const files = written({ comes: true, house: 'http://192.168.1.5:3000/' })
  has(
    files.get('websocket_client.conf'),
    'uri = ws://192.168.1.5:3000/p/asterisk/exchange?account=k3y',
    'tls_enabled = no',
  )
  assert.match(files.get('http.conf') ?? '', /fetched from http:\/\/192\.168\.1\.5:3000:/)
  assert.doesNotMatch(written().get('http.conf') ?? '', /fetched from/)
})

it('No setting can begin a line, a section or a comment of its own', () => {
  const files = written({
    trunkUser: 'user\n[evil]\ntype=endpoint',
    trunkSecret: 'semi;colon',
    fallback: '139)\nexten => x,1,System(rm)',
  })
  const lines = [...files.values()].flatMap((text) => text.split('\n'))
  assert.deepEqual(
    lines.filter((line) => line.startsWith('[evil]') || line.includes('System(')),
    [],
  )
  has(files.get('pjsip.conf'), 'password = semi\\;colon')
})
