/** The address of a page with what is asked of it; what says nothing (absent, empty, 0, false) is left out. */
export function linkTo(path: string, asked: object): string {
  const given = Object.entries(asked).flatMap(([name, value]): [string, string][] =>
    value ? [[name, String(value)]] : [],
  )
  return given.length > 0 ? `${path}?${String(new URLSearchParams(given))}` : path
}
