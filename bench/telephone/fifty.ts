import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Call } from '../../test/telephone/support/phones/index.ts'
import type { Row } from '../figure.ts'
import { atRest } from '../memory.ts'
import { ours as number } from './furnish.ts'
import { type Ours, voices } from './places.ts'
import { reach } from './setups.ts'

const atOnce = 50
const seconds = 5

/** Fifty conversations at the same time: who is heard, and what they cost our process while everybody talks. */
export async function measureFifty(ours: Ours): Promise<Row[]> {
  const { pid, carrier, desks } = ours
  const before = await atRest(pid)
  const taken = desks.map(({ calls }) => calls.length)
  const customers = await Promise.all(
    Array.from({ length: atOnce }, (_, caller) => reach(carrier, number, 5000 + caller)),
  )
  const agents = desks.flatMap(({ calls }, desk) => calls.slice(taken[desk]))
  const [began, own] = [performance.now(), await processorTime(pid)]
  await setTimeout(seconds * 1000)
  const share = (await processorTime(pid)) - own
  const elapsed = (performance.now() - began) / 1000
  const after = await atRest(pid)
  const heard = [...(await hearing(customers, voices.agent)), ...(await hearing(agents, voices.customer))]
  await Promise.all(customers.map((call) => call.hangUp()))
  const name = `${atOnce} calls at once`
  return [
    {
      name: `${name}: everybody heard`,
      value: heard.filter(Boolean).length,
      unit: `of ${2 * atOnce}`,
      aim: 100,
    },
    { name: `${name}: memory of one`, value: (after - before) / atOnce / 1024, unit: 'KB' },
    { name: `${name}: processor`, value: (share / elapsed) * 100, unit: '% of a core' },
  ]
}

/** Whether each of them hears this tone now. */
function hearing(calls: Call[], hz: number): Promise<boolean[]> {
  return Promise.all(
    calls.map(async ({ media }) => {
      const [strength = 0] = await media.ear.listen([hz], 400)
      return strength > 2000
    }),
  )
}

/** Seconds that a process has been running on processors. */
async function processorTime(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
  const { stdout } = await promisify(execFile)('getconf', ['CLK_TCK'])
  return (Number(user) + Number(system)) / Number(stdout)
}
