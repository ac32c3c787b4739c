import type { Channel, Notice, OpenChannel } from 'qiantai/plugin'
import type { Api } from '../api/api.ts'
import { isFinal } from '../api/exchange.ts'
import { valueFaults } from './values.ts'
import { listOf, type Tree } from '../tree.ts'
import { subscriptionNotice, templateNotice } from './templates.ts'

type List = () => Promise<Notice[]>

const minutes = 10 * 60_000

/** The notices of an account, asked for anew every ten minutes at most. */
export function noticesOf(channel: Channel, lists: List[]): NonNullable<OpenChannel['notices']> {
  let known: { notices: Notice[]; until: number } | undefined
  return {
    async list() {
      if (known && channel.now() < known.until) return known.notices
      const notices = (await Promise.all(lists.map((list) => list()))).flat()
      known = { notices, until: channel.now() + minutes }
      return notices
    },
    check: (_notice, values) => valueFaults(values),
  }
}

/** The templates of a 服务号. */
export function templates(api: Api): List {
  return () => listing(api, '/cgi-bin/template/get_all_private_template', 'template_list', templateNotice)
}

/** The templates that customers subscribe to, each time or for good. */
export function subscriptions(api: Api): List {
  return () => listing(api, '/wxaapi/newtmpl/gettemplate', 'data', subscriptionNotice)
}

/** What the account may not do has no templates. */
async function listing(api: Api, path: string, name: string, read: (template: Tree) => Notice) {
  try {
    return listOf(await api.call(path), name).map(read)
  } catch (error) {
    if (isFinal(error)) return []
    throw error
  }
}
