import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Channel, Fit } from 'qiantai/plugin'
import { fileSource, type MediaType, type Source } from '../api/upload.ts'
import { fits } from './fits.ts'

const plain = join(import.meta.dirname, 'cover.jpg')

/** The picture of a card or video; a plain one where the message brings none, since the platform wants one. */
export function coverSource(channel: Channel, picture: string | undefined, type: MediaType): Source {
  const fit: Fit = type === 'thumb' ? fits.thumb : fits.image
  return picture ? fileSource(channel, picture, type, fit) : { name: 'cover', type, read: readPlain }
}

async function readPlain() {
  return { name: 'cover.jpg', mime: 'image/jpeg', data: await readFile(plain) }
}
