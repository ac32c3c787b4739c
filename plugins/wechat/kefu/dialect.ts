import type { Channel } from 'qiantai/plugin'
import type { Api } from '../api/api.ts'
import { fileSource, mediaId } from '../api/upload.ts'
import { coverSource } from '../outbound/covers.ts'
import { anyFile, kefuFits } from '../outbound/fits.ts'
import type { Dialect, FileKind, OutFile } from '../outbound/parts.ts'

/** How 微信客服 says things. */
export function kefuDialect(channel: Channel, api: Api): Dialect {
  const file = (type: FileKind) => async (out: OutFile, isFresh: boolean) => {
    const fit = type === 'file' ? anyFile(out.mime) : kefuFits[type]
    const media_id = await mediaId(channel, api, fileSource(channel, out.uid, type, fit), isFresh)
    return { msgtype: type, [type]: { media_id } }
  }
  const cover = (picture: string | undefined, isFresh: boolean) =>
    mediaId(channel, api, coverSource(channel, picture, 'image'), isFresh)
  return {
    image: file('image'),
    voice: file('voice'),
    video: file('video'),
    file: file('file'),
    link: async ({ title, description = '', url, picture }, isFresh) => ({
      msgtype: 'link',
      link: { title, desc: description, url, thumb_media_id: await cover(picture, isFresh) },
    }),
    card: async ({ title, app, page, picture }, isFresh) => ({
      msgtype: 'miniprogram',
      miniprogram: { appid: app, title, pagepath: page, thumb_media_id: await cover(picture, isFresh) },
    }),
    choices: async ({ head, items, tail = '' }) => ({
      msgtype: 'msgmenu',
      msgmenu: {
        head_content: head,
        list: items.map(({ id, text }) => ({ type: 'click', click: { id, content: text } })),
        tail_content: tail,
      },
    }),
  }
}
