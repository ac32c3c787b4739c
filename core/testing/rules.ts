import assert from 'node:assert/strict'
import { Invalid } from '../errors.ts'
import { addChannel, findChannel, openSettings, resumeChannel, secretsOf } from '../modules/channels/index.ts'
import type { OpenAccount } from '../platform/host/index.ts'
import { checkAll, checkShape } from '../platform/host/loading/shape.ts'
import type { ChannelKind, Plugin } from '../plugin/index.ts'
import { testApp, type TestApp } from './app.ts'
import type { ChannelCase, HookCall } from './contract.ts'

const admin = { actor: 'agent:1', ip: '127.0.0.1' }

/** One account of the kind under test, open in a clinic of its own. */
export type Bench = { test: TestApp; plugin: Plugin; kind: ChannelKind; id: number }

export async function setUp(
  plugin: Plugin,
  kindId: string,
  settings: Record<string, unknown>,
): Promise<Bench> {
  const kind = plugin.channels?.find(({ kind }) => kind === kindId)
  if (!kind) throw new Error(`${plugin.id} has no kind ${kindId}`)
  const test = await testApp({ plugins: [plugin] })
  const id = await addChannel(test.app, admin, { plugin: plugin.id, kind: kindId, name: kindId, settings })
  await test.drain()
  return { test, plugin, kind, id }
}

export async function isSound(plugin: Plugin) {
  assert.deepEqual([...(await checkShape(plugin.id, plugin)), ...checkAll([plugin])], [])
}

export async function storesOnce(bench: Bench, said: ChannelCase['said']) {
  const uid = '0198a1b2-0000-7000-8000-000000000001'
  const { channel } = opened(bench)
  for (const _ of [1, 2]) {
    if (said) assert.equal(await call(bench, await said('4100000000000001', '您好')), 200)
    else await channel.receive({ who: 'visitor-anna', uid, text: '您好' })
    await bench.test.drain()
  }
  assert.equal(await countStored(bench), 1)
}

export async function refusesForged(bench: Bench, forged: NonNullable<ChannelCase['forged']>) {
  const before = await countStored(bench)
  assert.equal(await call(bench, await forged()), 401)
  await bench.test.drain()
  assert.equal(await countStored(bench), before)
}

export async function ignoresUnknown(bench: Bench, unknown: NonNullable<ChannelCase['unknown']>) {
  const before = await countStored(bench)
  assert.equal(await call(bench, await unknown()), 200)
  await bench.test.drain()
  assert.equal(await countStored(bench), before)
}

/** Nothing can be written: what the plugin has taken is in memory alone, so it must not say that all is well. */
export async function asksAgain(bench: Bench, said: NonNullable<ChannelCase['said']>) {
  const { db } = bench.test.app
  const before = await countStored(bench)
  const again = await said('4100000000000002', '还在吗')
  await db.raw('pragma query_only = on')
  try {
    assert.ok((await call(bench, again)) >= 500)
  } finally {
    await db.raw('pragma query_only = off')
  }
  assert.equal(await call(bench, again), 200)
  await bench.test.drain()
  assert.equal(await countStored(bench), before + 1)
}

export async function obeysSignal(bench: Bench, hang: ChannelCase['hang']) {
  const { open } = opened(bench)
  const message = {
    uid: 'signal-1',
    to: 'visitor-anna',
    kind: 'text' as const,
    text: '在的',
    files: [],
    attempt: 1,
  }
  hang?.()
  const sending = open.send?.(message, AbortSignal.timeout(500))
  await assert.rejects(async () => sending)
}

export async function refusesTwin({ test, plugin, kind }: Bench, settings: Record<string, unknown>) {
  const twin = addChannel(test.app, admin, { plugin: plugin.id, kind: kind.kind, name: 'twin', settings })
  await assert.rejects(twin, (error) => error instanceof Invalid && error.message.includes('channels.twin'))
}

export async function closesWholly(bench: Bench) {
  const { channel } = opened(bench)
  const before = timers()
  const open = await bench.kind.open(channel)
  await open.close()
  assert.equal(timers(), before)
}

export async function isSwitchedOff({ test, id }: Bench, refuse: ChannelCase['refuse']) {
  refuse?.()
  await resumeChannel(test.app, admin, id)
  await test.drain()
  const account = await findChannel(test.app.db, id)
  assert.equal(account?.state, 'refused')
  assert.ok(account.reason)
}

export async function keepsSecrets({ test, kind, id }: Bench) {
  const account = await findChannel(test.app.db, id)
  assert.ok(account)
  const secrets = secretsOf(kind, openSettings(test.app, account))
  for (const secret of secrets) assert.ok(![...test.log, account.reason].join().includes(secret))
}

function opened({ test, id }: Bench): OpenAccount {
  const account = test.host.accounts.withId(id)
  assert.ok(account, 'the account is open')
  return account
}

/** The status that the provider gets. */
async function call(bench: Bench, { name, method, query, headers, body }: HookCall): Promise<number> {
  const { row } = opened(bench)
  const search = new URLSearchParams(query).toString()
  const path = ['/hooks', row.plugin, row.key, name].filter(Boolean).join('/')
  const url = search ? `${path}?${search}` : path
  const request = { method: method === 'GET' ? ('GET' as const) : ('POST' as const), url, headers }
  return (await bench.test.server.inject({ ...request, payload: body })).statusCode
}

/** How much customers have said. */
async function countStored({ test, id }: Bench): Promise<number> {
  const row = await test.app
    .db('message')
    .where({ channel_id: id, direction: 'in' })
    .count({ count: '*' })
    .first()
  return Number(row?.count)
}

function timers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
}
