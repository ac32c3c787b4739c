/** Who follows what: an index kept both ways. */
export type Followers<S> = {
  /** Everything that this one follows from now on. */
  set: (follower: S, topics: Iterable<string>) => void
  drop: (follower: S, topic: string) => void
  follows: (follower: S, topic: string) => boolean
  of: (topic: string) => ReadonlySet<S>
}

const nobody: ReadonlySet<never> = new Set()

/** An empty book of who follows what. */
export function createFollowers<S>(): Followers<S> {
  const byTopic = new Map<string, Set<S>>()
  const topicsOf = new Map<S, Set<string>>()

  function drop(follower: S, topic: string) {
    topicsOf.get(follower)?.delete(topic)
    byTopic.get(topic)?.delete(follower)
    if (byTopic.get(topic)?.size === 0) byTopic.delete(topic)
  }

  function add(follower: S, topic: string) {
    byTopic.set(topic, (byTopic.get(topic) ?? new Set()).add(follower))
  }

  return {
    set(follower, topics) {
      for (const topic of topicsOf.get(follower) ?? []) drop(follower, topic)
      const next = new Set(topics)
      for (const topic of next) add(follower, topic)
      if (next.size > 0) topicsOf.set(follower, next)
      else topicsOf.delete(follower)
    },
    drop,
    follows: (follower, topic) => topicsOf.get(follower)?.has(topic) ?? false,
    of: (topic) => byTopic.get(topic) ?? nobody,
  }
}
