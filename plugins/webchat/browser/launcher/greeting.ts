import { session } from '../shared/storage.ts'

const DELAY = 4000

/** Greets once in a visit, a few seconds after the page came, unless the visitor has closed a greeting. */
export function greetLater(site: string, show: (shut: () => void) => void): () => void {
  const key = `qiantai:${site}:greeted`
  if (session.get(key)) return () => {}
  const timer = setTimeout(() => show(() => session.set(key, '1')), DELAY)
  return () => clearTimeout(timer)
}
