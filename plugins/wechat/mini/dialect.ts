import type { Channel } from 'qiantai/plugin'
import { type Api } from '../api/api.ts'
import { fileSource, mediaId, pictureAddress } from '../api/upload.ts'
import { coverSource } from '../outbound/covers.ts'
import { fits } from '../outbound/fits.ts'
import type { Dialect } from '../outbound/parts.ts'

/** How a 小程序 says things: words, pictures, links and pages of its own. */
export function miniDialect(channel: Channel, api: Api): Dialect {
  return {
    image: async ({ uid }, isFresh) => {
      const source = fileSource(channel, uid, 'image', fits.image)
      return { msgtype: 'image', image: { media_id: await mediaId(channel, api, source, isFresh) } }
    },
    link: async ({ title, description = '', url, picture }) => {
      const thumb_url = picture ? await pictureAddress(channel, api, picture) : ''
      return { msgtype: 'link', link: { title, description, url, thumb_url } }
    },
    card: async ({ title, page, picture }, isFresh) => {
      const source = coverSource(channel, picture, 'image')
      const thumb_media_id = await mediaId(channel, api, source, isFresh)
      return { msgtype: 'miniprogrampage', miniprogrampage: { title, pagepath: page, thumb_media_id } }
    },
  }
}
