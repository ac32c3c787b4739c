/** A line for the person at the terminal. */
export function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** A line about what went wrong. */
export function complain(text: string): void {
  process.stderr.write(`${text}\n`)
}
