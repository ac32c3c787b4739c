import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { createClient } from '../../../test/support/client.ts'
import { eachDatabase } from '../../../test/support/databases.ts'
import { transaction } from '../../platform/db/index.ts'
import { password, staff, testApp, type TestApp } from '../../testing/index.ts'
import { audit, verifyAudit } from './index.ts'

eachDatabase('the audit log', ({ create }) => {
  let house: TestApp
  before(async () => {
    const { options } = await create()
    house = await testApp({ database: options })
  })
  after(() => house.stop())
  const note = (object: string) =>
    transaction(house.app.db, (trx) =>
      audit(trx, { actor: 'system', action: 'test.noted', object }, house.app.clock().toISOString()),
    )

  it('is one chain, also where many write at once', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, i) => note(`thing:${i}`)))
    const chain = await verifyAudit(house.app.db)
    assert.equal(chain.ok, true)
    assert.ok(chain.entries > 20)
  })

  it('is exported without formulas, and says that it was', async () => {
    await note('=HYPERLINK("https://evil.test")')
    const lin = createClient(house.server)
    await lin.signIn(staff.lin.email, password)
    const { body, headers } = await lin.post('/admin/audit/export', { action: 'test.noted' })
    assert.match(String(headers['content-disposition']), /attachment; filename="audit-/)
    assert.ok(body.includes(`"'=HYPERLINK(""https://evil.test"")"`))
    assert.equal(body.trim().split('\r\n').length, 22)
    assert.match((await lin.get('/admin/audit')).body, /导出操作日志/)
  })

  it('names who and what, and tells details in the language of the reader', async () => {
    const at = house.app.clock().toISOString()
    const deed = { actor: 'agent:1', action: 'team.edited', object: 'team:1' }
    const detail = {
      name: '皮肤',
      members: [3],
      scope: 'own',
      permissions: ['audit.read'],
      odd: 'left as it is',
    }
    await transaction(house.app.db, (trx) => audit(trx, { ...deed, detail }, at))
    const lin = createClient(house.server)
    await lin.signIn(staff.lin.email, password)
    const lines = {
      'zh-CN': ['成员: 郝医生', '数据范围: 本人', '权限: 查看操作日志'],
      en: ['Members: 郝医生', 'Sees: Own'],
    }
    for (const [locale, words] of Object.entries(lines)) {
      await lin.post('/language', { locale })
      const { body } = await lin.get('/admin/audit?action=team.edited')
      for (const line of [...words, '<td>皮肤</td>', 'odd: left as it is'])
        assert.ok(body.includes(line), line)
    }
  })

  it('is closed to who may not read it', async () => {
    const hao = createClient(house.server)
    await hao.signIn(staff.hao.email, password)
    assert.equal((await hao.get('/admin/audit')).status, 403)
    assert.equal((await hao.post('/admin/audit/export')).status, 403)
  })

  it('notices a changed entry and a missing one', async () => {
    const { id, object } = await house.app.db('audit').where({ action: 'test.noted' }).orderBy('id').first()
    await house.app.db('audit').where({ id }).update({ object: 'thing:else' })
    assert.deepEqual((await verifyAudit(house.app.db)).brokenAt, id)
    await house.app.db('audit').where({ id }).update({ object })
    assert.equal((await verifyAudit(house.app.db)).ok, true)
    await house.app.db('audit').where({ id }).delete()
    assert.equal((await verifyAudit(house.app.db)).ok, false)
  })
})
