import type { Author, Config } from '../shared/wire.ts'
import type { Shelf } from '../shared/storage.ts'

const DELAY = 4000

/** Greets once in a visit, a few seconds after the page came, unless the visitor has closed a greeting. */
export function greetLater(
  config: Config,
  tab: Shelf,
  free: () => boolean,
  show: (author: Author, text: string, shut: () => void) => void,
): () => void {
  const key = `qiantai:${config.site}:greeted`
  const { greeting, availability, name } = config
  if (!greeting || tab.get(key)) return () => {}
  const avatar = config.avatar || availability.agents[0]?.avatar || config.logo
  const timer = setTimeout(() => free() && show({ name, avatar }, greeting, () => tab.set(key, '1')), DELAY)
  return () => clearTimeout(timer)
}
