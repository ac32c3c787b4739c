import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { answer } from 'qiantai/testing'
import { commentsToMe } from '../simulator/api/comments.ts'
import { mentioned, pushOf } from '../simulator/push/pushes.ts'
import { patient, postId } from '../simulator/world.ts'
import { type Clinic, hand, heardBy, openAccount, openClinic, pushTo } from '../testing/stage.ts'

const bo = '2489518277'

describe('What is said in public', () => {
  let clinic: Clinic
  before(async () => {
    clinic = await openClinic({}, ({ weibo }) => {
      weibo.doings.comments(bo, '很久以前')
      weibo.doings.comments(bo, '也是以前')
    })
  })
  after(() => clinic.stop())

  const world = () => clinic.town.weibo.world
  const doings = () => clinic.town.weibo.doings
  /** Ninety seconds go by, and what is due is done. */
  async function wait(seconds = 91) {
    clinic.clock.pass(seconds)
    await clinic.drain()
  }
  const identities = () =>
    clinic.app.db('identity').orderBy('id').select('external_id', 'person_id', 'public', 'name')
  const answered = async () =>
    (await clinic.app.db('message').where({ direction: 'in' }).orderBy('id', 'desc').first()).external_id

  it('before the account was connected is history', async () => {
    await wait()
    assert.deepEqual(await heardBy(clinic), [])
  })

  it('comes in as a public conversation, with its post', async () => {
    world().faults.push({ path: 'users/show.json', with: 10014 })
    doings().comments(bo, '光子嫩肤多少钱')
    await wait()
    assert.deepEqual(await heardBy(clinic), [['in 光子嫩肤多少钱']])
    const [identity] = await identities()
    assert.deepEqual([identity.external_id, identity.public, identity.name], [`public:${bo}`, 1, `用户${bo}`])
    const { data } = await clinic.app.db('message').orderBy('id', 'desc').where({ direction: 'in' }).first()
    assert.match(data, new RegExp(`m\\.weibo\\.cn/status/${postId}`))
  })

  it('comes in once, however often it is asked for', async () => {
    await wait()
    await wait()
    assert.equal((await heardBy(clinic)).flat().length, 1)
  })

  it('comes in whole and in its order, however much there was', async () => {
    const words = Array.from({ length: 130 }, (_, at) => `排队 ${at}`)
    for (const text of words) doings().comments(bo, text)
    await wait()
    assert.deepEqual(
      (await heardBy(clinic)).flat().slice(-130),
      words.map((text) => `in ${text}`),
    )
  })

  it('is answered below the comment, and our own answer does not come back as a question', async () => {
    doings().comments(patient, '周末可以做吗')
    await wait()
    const before = (await heardBy(clinic)).flat().length
    await answer(clinic, 'lin', '周末可以做吗', '可以，欢迎私信预约')
    const line = clinic.town.weibo.phone.show().lines.at(-1)
    assert.deepEqual([line?.text, line?.public], ['回复@爱美的小安:可以，欢迎私信预约', true])
    doings().comments(world().account.uid, '我们在微博上说的')
    await wait()
    assert.equal((await heardBy(clinic)).flat().length, before + 1)
  })

  it('is one person with whoever writes in private', async () => {
    await clinic.town.weibo.phone.act({ type: 'say', text: '我来私信了' })
    await clinic.drain()
    const people = (await identities()).filter(({ external_id: id }) => id.endsWith(patient))
    assert.deepEqual(
      people.map(({ external_id: id }) => id),
      [`public:${patient}`, patient],
    )
    assert.equal(people[0].person_id, people[1].person_id)
  })

  it('that names the clinic comes by push and by asking, and is one', async () => {
    await doings().mentions(bo, '求回复')
    await clinic.drain()
    await wait()
    const mentions = (await heardBy(clinic)).flat().filter((line) => line.includes('求回复'))
    assert.deepEqual(mentions, [`in @${world().account.name} 求回复`])
    await hand(clinic, { to: `public:${bo}`, text: '已私信您', answers: await answered() })
    assert.equal([...world().comments.values()].at(-1)?.text, '已私信您')
    assert.equal((await openAccount(clinic).channel.window(`public:${bo}`)).open, true)
  })

  it('in a comment that names the clinic is found when Weibo rings', async () => {
    const post = [...world().posts.values()].find(({ uid }) => uid === bo)
    doings().comments(patient, `@${world().account.name} 来看`, post?.id)
    await pushTo(clinic, pushOf(world(), patient, mentioned('comment', '5', '来看')))
    await clinic.drain()
    assert.ok((await heardBy(clinic)).flat().includes(`in @${world().account.name} 来看`))
  })

  it('is asked for again in the next hour where the calls are used up', async () => {
    world().faults.push({ path: 'to_me.json', with: 10024 })
    doings().comments(bo, '限流的时候')
    await wait()
    await wait(600)
    assert.ok(!(await heardBy(clinic)).flat().includes('in 限流的时候'))
    await wait(3600)
    assert.ok((await heardBy(clinic)).flat().includes('in 限流的时候'))
  })

  it('takes 140 characters at most, words alone, and needs something to answer', async () => {
    const to = `public:${bo}`
    const refused = (reason: string) => ({ message: `weibo:reason.${reason}`, permanent: true })
    const answers = await answered()
    await assert.rejects(hand(clinic, { to, answers, text: '好'.repeat(141) }), refused('comment-long'))
    await assert.rejects(hand(clinic, { to, answers, kind: 'image' }), refused('public-kind'))
    await assert.rejects(hand(clinic, { to, text: '好' }), refused('nothing-to-answer'))
    await assert.rejects(hand(clinic, { to, text: '好', answers: 'comment:1:2' }), refused('item-gone'))
  })

  it('is listed by Weibo from a place and in pages, newest first', () => {
    const list = (values: Record<string, string>) =>
      Reflect.get(commentsToMe(world(), values), 'comments').map(({ text }: { text: string }) => text)
    const [newest, second] = list({ count: '2' })
    assert.deepEqual(list({ count: '1' }), [newest])
    assert.deepEqual(list({ count: '1', page: '2' }), [second])
    assert.deepEqual(list({ since_id: '9223372036854775807' }), [])
    assert.throws(() => list({ count: '201' }), { code: 10017 })
  })
})
