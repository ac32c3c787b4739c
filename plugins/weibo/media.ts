import type { FetchAnswer, Incoming } from 'qiantai/plugin'
import type { Line } from './account.ts'
import { addressOf, type Call, parametersOf } from './api/client.ts'
import { download } from './api/download.ts'

type Media = { fid: string; name: string }

const largest = 20 * 1024 * 1024

/**
 * Fetches a picture or a recording of a message at once: nobody knows how long Weibo keeps it. One that is gone becomes
 * a sign that something came. Rejects where trying again may help.
 */
export async function fetchMedia(
  { channel, account }: Line,
  { fid, name }: Media,
  signal: AbortSignal,
): Promise<Pick<Incoming, 'files' | 'content'>> {
  const asked: Call = { host: 'upload', path: '/2/mss/msget', values: { fid } }
  const url = addressOf(account, asked, parametersOf(account, asked))
  try {
    const answer = await download(channel, url, { signal, limit: largest })
    return { files: [{ name: nameOf(name, answer), data: answer.body }] }
  } catch (error) {
    if (!isLost(error)) throw error
    channel.log.warn({ fid, reason: String(error) }, 'weibo.media-lost')
    return { content: { type: 'unsupported', name } }
  }
}

/** What a file is called where we have to name it: voice is AMR and pictures are JPEG, unless the answer says else. */
function nameOf(name: string, { headers }: FetchAnswer): string {
  const [, type = name === 'voice' ? 'amr' : 'jpeg'] =
    /^(?:image|audio)\/(\w+)/.exec(headers['content-type'] ?? '') ?? []
  return `${name}.${type}`
}

function isLost(error: unknown): boolean {
  return error instanceof Error && 'permanent' in error && error.permanent === true
}
