import type { Profile } from 'qiantai/plugin'
import type { Api } from '../api/api.ts'
import { textOf } from '../tree.ts'

/** What the platform still tells of a follower: the clinic's own remark, and the id that joins the clinic's accounts. */
export async function profileOf(api: Api, openid: string): Promise<Profile | undefined> {
  const reply = await api.call('/cgi-bin/user/info', { query: { openid, lang: 'zh_CN' } })
  const [name, unionid] = [textOf(reply, 'remark'), textOf(reply, 'unionid')]
  if (!name && !unionid) return undefined
  return { proof: 'verified', ...(name && { name }), ...subjectOf(unionid) }
}

/** The id that all accounts of one owner at the platform share. */
export function subjectOf(unionid: string): { subject?: string } {
  return unionid ? { subject: `weixin:${unionid}` } : {}
}
