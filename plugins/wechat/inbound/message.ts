import type { Content, Incoming } from 'qiantai/plugin'
import { momentOf } from '../callback/push.ts'
import { entryOf, numberOf, type Tree, textOf } from '../tree.ts'

/** A file of the customer's that is still at the platform. */
export type Attached = { name: string; mediaId?: string; url?: string }

/** What a customer said, and what is still to be fetched for it. `type` is the platform's word for it. */
export type Said = { type: string; message: Incoming; attached?: Attached }

/** Reads a message of a 公众号 or 小程序; what nobody knows how to show is told as such. */
export function saidIn(push: Tree): Said {
  const type = textOf(push, 'msgtype')
  const read = entryOf(readers, type) ?? unsupported
  const { attached, ...said } = read(push)
  const message = {
    who: textOf(push, 'fromusername'),
    externalId: textOf(push, 'msgid'),
    at: momentOf(push),
    ...said,
  }
  return { type, message, ...(attached && { attached }) }
}

type Reading = Pick<Incoming, 'text' | 'content' | 'doing'> & { attached?: Attached }

const readers: Record<string, (push: Tree) => Reading> = {
  // A touched answer of a menu message comes as its text, and allows what a menu does.
  text: (push) => ({
    text: textOf(push, 'content'),
    ...('bizmsgmenuid' in push && { doing: 'choose' as const }),
  }),
  image: (push) => ({ attached: attachedIn(push, 'picture.jpg') }),
  voice: (push) => ({
    text: textOf(push, 'recognition'),
    attached: attachedIn(push, `voice.${textOf(push, 'format') || 'amr'}`),
  }),
  video: (push) => ({ attached: attachedIn(push, 'video.mp4') }),
  shortvideo: (push) => ({ attached: attachedIn(push, 'video.mp4') }),
  location: (push) => ({ content: locationIn(push) }),
  link: (push) => ({
    content: {
      type: 'link',
      title: textOf(push, 'title'),
      description: textOf(push, 'description'),
      url: textOf(push, 'url'),
    },
  }),
  miniprogrampage: (push) => ({
    content: {
      type: 'card',
      title: textOf(push, 'title'),
      app: textOf(push, 'appid'),
      page: textOf(push, 'pagepath'),
    },
  }),
}

function unsupported(push: Tree): Reading {
  return { content: { type: 'unsupported', name: textOf(push, 'msgtype') } }
}

function attachedIn(push: Tree, name: string): Attached {
  const [mediaId, url] = [textOf(push, 'mediaid'), textOf(push, 'picurl')]
  return { name, ...(mediaId && { mediaId }), ...(url && { url }) }
}

function locationIn(push: Tree): Content {
  return {
    type: 'location',
    latitude: numberOf(push, 'location_x'),
    longitude: numberOf(push, 'location_y'),
    label: textOf(push, 'label'),
  }
}
