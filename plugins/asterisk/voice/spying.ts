import { application, type Line } from '../account.ts'
import { at, does } from '../ari/ask.ts'
import { inHands } from './hands.ts'

type Spy = { spy: string; hears: 'both' | 'none'; speaks: 'out' | 'none' }

/** Puts a spy of this name on a leg, and resolves when it is in our hands. False where the leg is gone. */
export async function spyOn(line: Line, leg: string, { spy, hears, speaks }: Spy): Promise<boolean> {
  await does(line, {
    method: 'POST',
    path: at`channels/${leg}/snoop/${spy}`,
    query: { spy: hears, whisper: speaks, app: application, appArgs: 'spy' },
  })
  return inHands(line, spy)
}
