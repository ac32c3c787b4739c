import type { App, Viewer } from '../../../module.ts'
import { introduce, mergePeople } from '../../conversations/index.ts'
import { block, identityOf } from '../../people/index.ts'
import { mobileOf } from '../telephone/numbers.ts'

/** Guests by their number in the story: who talks now, who was here before, and who is not welcome. */
const [twin, double, cameBefore, talks, rude] = [11, 30, 22, 12, 45]

/** One customer turns out to be another, one may be, and one is not received any more. */
export async function sortPeople(app: App, viewer: Viewer, channel: number, reason: string): Promise<void> {
  const guest = (number: number) => identityOf(app, channel, `demo-visitor-${number}`)
  await introduce(app, (await guest(double)).id, { phone: mobileOf(twin), proof: 'claimed' })
  const [from, to] = [await guest(cameBefore), await guest(talks)]
  await mergePeople(app, viewer, { from: from.personId, to: to.personId })
  await block(app, viewer, (await guest(rude)).personId, { reason, span: 'month' })
}
