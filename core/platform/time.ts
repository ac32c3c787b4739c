/** The moment so many milliseconds after another, as ISO 8601 UTC text of 24 characters like every time of the house. */
export function later(at: string | Date, milliseconds: number): string {
  return new Date(new Date(at).getTime() + milliseconds).toISOString()
}

/** The moment so many milliseconds before another. */
export function earlier(at: string | Date, milliseconds: number): string {
  return later(at, -milliseconds)
}
