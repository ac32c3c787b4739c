import type { Channel, Profile } from 'qiantai/plugin'
import type { Api } from '../api/api.ts'
import { downloadFrom } from '../api/download.ts'
import { subjectOf } from '../official/profile.ts'
import { listOf, textOf } from '../tree.ts'

/** What the platform tells of a customer: name, picture, and the id that joins the clinic's accounts. */
export async function profileOf(channel: Channel, api: Api, who: string): Promise<Profile | undefined> {
  const json = { external_userid_list: [who], need_enter_session_context: 0 }
  const reply = await api.call('/cgi-bin/kf/customer/batchget', { json })
  const [customer] = listOf(reply, 'customer_list')
  if (!customer) return undefined
  const [name, avatar] = [textOf(customer, 'nickname'), textOf(customer, 'avatar')]
  return {
    proof: 'verified',
    ...(name && { name }),
    ...(avatar && (await pictureAt(channel, avatar))),
    ...subjectOf(textOf(customer, 'unionid')),
  }
}

/** A picture that cannot be had is not missed. */
async function pictureAt(channel: Channel, url: string): Promise<Pick<Profile, 'avatar'>> {
  try {
    return { avatar: await downloadFrom(channel, url, 'avatar.jpg') }
  } catch (error) {
    channel.log.info({ error }, 'wechat.avatar-lost')
    return {}
  }
}
