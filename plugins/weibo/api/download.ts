import type { FetchAnswer, Tools } from 'qiantai/plugin'
import { refusalIn, saidIn } from './answer.ts'

/** A file of Weibo. Throws by the table of errors where it answers one, and permanently where the file is gone. */
export async function download(
  tools: Tools,
  url: string,
  options: { signal?: AbortSignal; limit: number },
): Promise<FetchAnswer> {
  const answer = await tools.fetch(url, options)
  const refusal = refusalIn(tools, saidIn(answer))
  if (refusal) throw refusal
  if (answer.status < 300) return answer
  throw tools.failure('weibo:reason.media', { permanent: answer.status === 404 || answer.status === 410 })
}
