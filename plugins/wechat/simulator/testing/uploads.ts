import type { Settings } from 'qiantai/plugin'
import { type Answered, tokenOf } from './caller.ts'

/** Uploads a file as a browser would. */
export async function upload(
  url: string,
  settings: Settings,
  { type, data, name }: { type: string; data: Buffer; name: string },
): Promise<Answered> {
  const form = new FormData()
  form.set('media', new Blob([new Uint8Array(data)]), name)
  const { access_token: token } = await tokenOf(url, settings)
  const path = `/cgi-bin/media/upload?access_token=${String(token)}&type=${type}`
  return (await (await fetch(`${url}${path}`, { method: 'POST', body: form })).json()) as Answered
}
