import type { App } from '../../module.ts'
import type { Channel } from './channel.ts'

/** Is what its provider pushes still stored, though that refuses the account? Where only a bell rings there, it is not. */
export function isHeard(app: Pick<App, 'channels'>, { id, state }: Channel): boolean {
  return state === 'refused' && app.channels.open(id)?.pushed !== undefined
}
