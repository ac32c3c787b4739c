import { local, readJson } from '../../shared/storage.ts'
import { dump, join, load, type Outbox } from './outbox.ts'

/** What the panel keeps between visits: unsent messages of this visitor, and how they like it. */
export type Memory = {
  outbox: () => Outbox
  keep: (outbox: Outbox) => void
  choice: (name: Choice) => string | null
  choose: (name: Choice, value: string | null) => void
}

type Choice = 'locale' | 'large' | 'silent'

export function createMemory(site: string, visitor: () => string): Memory {
  const nobodys = `qiantai:${site}:outbox:`
  const key = () => nobodys + visitor()
  const known: Record<string, true> = {}
  const stored = () => load(readJson(local.get(key())))
  /** What was said before it was known who says it is this visitor's. */
  const adopt = () => {
    const early = local.get(nobodys)
    if (!visitor() || !early) return
    local.set(key(), dump(join(stored(), load(readJson(early)))))
    local.set(nobodys, null)
  }
  const note = (outbox: Outbox) => outbox.forEach((unsent) => (known[unsent.uid] = true))
  return {
    outbox: () => {
      adopt()
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
