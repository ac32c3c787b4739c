import fc from 'fast-check'

/** How many stories at most, and for how many milliseconds. */
type Limits = { numRuns: number; time: number }

/**
 * Tells one story after the other until there are enough of them or their time is over. The last one is told to its end,
 * for which fast-check does not wait: nothing goes on where a test has put its clinic away.
 * @returns how many were told
 */
export async function tellStories<T>(
  stories: fc.Arbitrary<T>,
  tell: (story: T) => Promise<void>,
  { numRuns, time }: Limits,
): Promise<number> {
  let told = 0
  let last = Promise.resolve()
  const property = fc.asyncProperty(stories, (story) => {
    last = tell(story).then(() => void told++)
    return last
  })
  await fc.assert(property, { numRuns, interruptAfterTimeLimit: time, markInterruptAsFailure: false })
  await last
  return told
}
