import type { Entries } from 'qiantai/plugin'
import sharp from 'sharp'
import type { Line } from './account.ts'
import { call } from './api/client.ts'
import { download } from './api/download.ts'
import { text } from './json.ts'
import { codeLength, sceneKind, sceneOf } from './scenes.ts'

const largest = 1024 * 1024

/** Codes to scan, of which Weibo tells who came through them. It draws them itself. */
export function entriesOf(line: Line): Entries {
  return {
    codeLength,
    make: async ({ code }) => ({ url: addressOf(line, await ticketFor(line, code)) }),
    picture: (url) => pictureAt(line, url),
  }
}

async function ticketFor(line: Line, code: string): Promise<string> {
  const body = { action_name: sceneKind, action_info: { scene: { scene_id: sceneOf(code) } } }
  const ticket = text(await call(line, { method: 'POST', path: '/2/eps/qrcode/create.json', body }), 'ticket')
  if (!ticket) throw line.channel.failure('weibo:reason.answer')
  return ticket
}

/** Weibo draws in formats of its choice; what is printed is a PNG. */
async function pictureAt({ channel }: Line, url: string): Promise<Buffer> {
  const { body } = await download(channel, url, { limit: largest })
  return sharp(body).png().toBuffer()
}

function addressOf({ account }: Line, ticket: string): string {
  return `${account.hosts.api}/2/eps/qrcode/show?${new URLSearchParams({ ticket })}`
}
