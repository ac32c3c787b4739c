import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { Settings } from 'qiantai/plugin'
import { readAccount } from '../account.ts'
import { testHouse } from '../testing/house.ts'
import { desk } from './desk.ts'

const deskOf = (settings: Settings) => desk({ account: readAccount(settings), channel: testHouse(settings) })
const lan = { url: 'http://192.168.1.10:8088' }
const docker = { url: 'http://asterisk:8088', externalAddress: '192.168.1.5', innerAddress: '172.31.250.2' }

const cases: { name: string; settings: Settings; server?: string }[] = [
  { name: 'where the house reaches the exchange, too', settings: lan, server: '192.168.1.10' },
  {
    name: 'where it takes SIP, where that is one address',
    settings: { ...lan, sipAddress: '10.0.0.4' },
    server: '10.0.0.4',
  },
  {
    name: 'at the domain that was entered',
    settings: { ...lan, domain: 'pbx.example.cn' },
    server: 'pbx.example.cn',
  },
  {
    name: 'at its address in the network, where it is on our own machine',
    settings: { externalAddress: '203.0.113.9', innerAddress: '192.168.1.10' },
    server: '192.168.1.10',
  },
  {
    name: 'at its public address, where only containers know its name',
    settings: docker,
    server: '192.168.1.5',
  },
  { name: 'nowhere that is known, where it says nothing of itself', settings: {} },
]
for (const { name, settings, server } of cases)
  it(`Desk phones register ${name}`, () =>
    assert.deepEqual(deskOf(settings), server && { server, port: 5060, transport: 'udp' }))

it('Desk phones register at the port of SIP', () =>
  assert.equal(deskOf({ ...lan, sipPort: 5070 })?.port, 5070))
