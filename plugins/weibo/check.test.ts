import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Settings, Tools } from 'qiantai/plugin'
import { checkAccount } from './check.ts'
import { type Clinic, openAccount, openClinic } from './testing/stage.ts'

describe('An account that an admin enters', () => {
  let clinic: Clinic
  let tools: Tools
  before(async () => {
    clinic = await openClinic()
    tools = openAccount(clinic).channel
  })
  after(() => clinic.stop())

  const check = (change: Settings) => checkAccount({ ...clinic.town.settings, ...change }, tools)

  it('is fine as it is, and without a token, which may be given later', async () => {
    await check({})
    await check({ token: undefined })
  })

  for (const [reason, change] of Object.entries({
    secret: { appSecret: 'f'.repeat(32), field: 'appSecret' },
    'wrong-token': { token: '2.00nobody', field: 'token' },
    'other-account': { uid: '1000000001', field: 'uid' },
  }))
    it(`is refused with the field that is wrong: ${reason}`, async () => {
      const { field, ...settings } = change
      const refused = { message: `weibo:reason.${reason}`, permanent: true, field }
      await assert.rejects(check(settings), refused)
    })

  it('is refused where its token has ended', async () => {
    const { world } = clinic.town.weibo
    world.tokens.set('2.00ended', clinic.town.stage.now() - 1)
    await assert.rejects(check({ token: '2.00ended' }), {
      message: 'weibo:reason.wrong-token',
      field: 'token',
    })
  })

  it('is tried again where Weibo is busy', async () => {
    clinic.town.weibo.world.faults.push({ path: 'access_token', with: 10001 })
    await assert.rejects(check({}), (error) => error instanceof Error && !Reflect.get(error, 'permanent'))
    clinic.town.weibo.world.faults.push({ path: 'get_token_info', with: 'gateway' })
    await assert.rejects(check({}), (error) => error instanceof Error && !Reflect.get(error, 'permanent'))
  })
})
