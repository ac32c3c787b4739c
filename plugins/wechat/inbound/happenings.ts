import type { Happening } from 'qiantai/plugin'
import { momentOf } from '../callback/push.ts'
import { entryOf, listOf, type Tree, textOf, treeOf } from '../tree.ts'

/** What a customer has done, by an event of a 公众号 or 小程序; empty for events that are something else. */
export function happeningsIn(push: Tree, key: string): Happening[] {
  const read = entryOf(readers, textOf(push, 'event').toLowerCase())
  const at = momentOf(push)
  const who = textOf(push, 'fromusername')
  return (read?.(push) ?? []).map((deed, index) => {
    return { who, externalId: index ? `${key}:${index}` : key, ...(at && { at }), ...deed }
  })
}

type Deed = Pick<Happening, 'type' | 'entry' | 'label' | 'opens'>

const readers: Record<string, (push: Tree) => Deed[]> = {
  subscribe: (push) => [{ type: 'follow', ...through(textOf(push, 'eventkey').replace(/^qrscene_/, '')) }],
  unsubscribe: () => [{ type: 'unfollow' }],
  scan: (push) => [{ type: 'scan', ...through(textOf(push, 'eventkey')), opens: true }],
  click: (push) => [{ type: 'choose', label: textOf(push, 'eventkey'), opens: true }],
  scancode_push: (push) => [chosen(push)],
  scancode_waitmsg: (push) => [chosen(push)],
  user_enter_tempsession: (push) => [entrance(textOf(push, 'sessionfrom'))],
  subscribe_msg_popup_event: consents,
}

/** Whoever comes through an entry point of ours is to be greeted. */
function through(code: string): Pick<Deed, 'entry' | 'opens'> {
  return /^[\w-]{1,64}$/.test(code) ? { entry: code, opens: true } : {}
}

/** The mini program says where its button is. */
function entrance(place: string): Deed {
  return { type: 'enter', ...(place && { label: place.slice(0, 100) }), ...through(place) }
}

function chosen(push: Tree): Deed {
  const result = textOf(treeOf(push, 'scancodeinfo'), 'scanresult')
  return { type: 'choose', label: result || textOf(push, 'eventkey') }
}

/** Leave to send notices, one for each template. Whoever gives none has not asked to be left alone. */
function consents(push: Tree): Deed[] {
  return listOf(treeOf(push, 'subscribemsgpopupevent'), 'list')
    .filter((item) => textOf(item, 'subscribestatusstring') === 'accept')
    .map((item) => ({ type: 'subscribe', label: textOf(item, 'templateid') }))
}
