import { local, readJson } from '../../shared/storage.ts'
import { dump, load, type Outbox } from './outbox.ts'

/** What the panel keeps between visits: unsent messages of this visitor, and how they like it. */
export type Memory = {
  outbox: () => Outbox
  keep: (outbox: Outbox) => void
  choice: (name: Choice) => string | null
  choose: (name: Choice, value: string | null) => void
}

type Choice = 'locale' | 'large' | 'silent'

export function createMemory(site: string, visitor: () => string): Memory {
  const key = () => `qiantai:${site}:outbox:${visitor()}`
  const known: Record<string, true> = {}
  const stored = () => load(readJson(local.get(key())))
  const note = (outbox: Outbox) => outbox.forEach((unsent) => (known[unsent.uid] = true))
  return {
    outbox: () => {
      const outbox = stored()
      note(outbox)
      return outbox
    },
    keep: (outbox) => {
      note(outbox)
      // What another tab has written and not yet sent stays.
      const others = stored().filter((unsent) => !known[unsent.uid])
      const all = [...others, ...outbox]
      local.set(key(), all.length ? dump(all) : null)
    },
    choice: (name) => local.get(`qiantai:${name}`),
    choose: (name, value) => local.set(`qiantai:${name}`, value),
  }
}
