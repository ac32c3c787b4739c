import type { Channel, Content } from 'qiantai/plugin'
import { mediaId, fileSource, type MediaType, pictureAddress } from '../api/upload.ts'
import type { Api } from '../api/api.ts'
import { coverSource } from '../outbound/covers.ts'
import { fits } from '../outbound/fits.ts'
import type { Dialect, OutFile } from '../outbound/parts.ts'

/** How a 公众号 says things. It sends no files. */
export function officialDialect(channel: Channel, api: Api): Dialect {
  const media = (file: OutFile, type: 'image' | 'voice' | 'video', isFresh: boolean) =>
    mediaId(channel, api, fileSource(channel, file.uid, type, fits[type]), isFresh)
  const cover = (picture: string | undefined, isFresh: boolean, type: MediaType = 'thumb') =>
    mediaId(channel, api, coverSource(channel, picture, type), isFresh)
  return {
    image: async (file, isFresh) => ({
      msgtype: 'image',
      image: { media_id: await media(file, 'image', isFresh) },
    }),
    voice: async (file, isFresh) => ({
      msgtype: 'voice',
      voice: { media_id: await media(file, 'voice', isFresh) },
    }),
    video: async (file, isFresh) => ({
      msgtype: 'video',
      video: {
        media_id: await media(file, 'video', isFresh),
        thumb_media_id: await cover(undefined, isFresh),
        title: file.name,
        description: '',
      },
    }),
    link: async (link) => ({ msgtype: 'news', news: { articles: [await article(channel, api, link)] } }),
    card: async ({ title, app, page, picture }, isFresh) => ({
      msgtype: 'miniprogrampage',
      miniprogrampage: { title, appid: app, pagepath: page, thumb_media_id: await cover(picture, isFresh) },
    }),
    choices: async ({ head, items, tail = '' }) => ({
      msgtype: 'msgmenu',
      msgmenu: {
        head_content: head,
        list: items.map(({ id, text }) => ({ id, content: text })),
        tail_content: tail,
      },
    }),
  }
}

async function article(channel: Channel, api: Api, link: Extract<Content, { type: 'link' }>) {
  const { title, description = '', url, picture } = link
  return { title, description, url, picurl: picture ? await pictureAddress(channel, api, picture) : '' }
}
