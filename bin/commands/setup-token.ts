import { setupPath } from '../../core/modules/setup/index.ts'
import { addressOf, withApp } from '../house.ts'
import { say, sayWelcome } from '../terminal.ts'

/** `setup-token`: a fresh link for the owner-to-be; those from before work no longer. */
export async function run(): Promise<number> {
  return withApp(async (app) => {
    const path = await setupPath(app)
    if (path) sayWelcome(addressOf(app) + path)
    else say('This front desk has an owner already. `qiantai user list` shows who it is.')
    return path ? 0 : 1
  })
}
