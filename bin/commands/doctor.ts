import { loadConfig } from '../../config/load.ts'
import { examine } from '../../core/doctor.ts'
import { say } from '../terminal.ts'

const marks = { good: 'ok     ', doubtful: 'look   ', wrong: 'WRONG  ' }

/** `doctor`: one line for each thing it looked at; fails where one is wrong. */
export async function run(): Promise<number> {
  const findings = await examine(loadConfig())
  for (const { state, said } of findings) say(marks[state] + said)
  return findings.some(({ state }) => state === 'wrong') ? 1 : 0
}
