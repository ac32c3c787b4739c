import { application, type Line } from '../account.ts'
import { does } from '../ari/ask.ts'

/** What could not even begin; `recorded` is a recording that has ended. */
export type Missed = 'leg' | 'playback' | 'recording' | 'recorded'

/**
 * Lets whoever hears the exchange tell what it does not tell itself. It goes by way of the exchange, so that it comes in
 * its order and from the one process that hears.
 */
export async function miss(line: Line, what: Missed, id: string): Promise<void> {
  await does(line, {
    method: 'POST',
    path: 'events/user/missed',
    query: { application },
    body: { variables: { what, id } },
  })
}
