/** A line for the person at the terminal. */
export function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** A line about what went wrong. */
export function complain(text: string): void {
  process.stderr.write(`${text}\n`)
}

/** The link to an empty house, for whoever reads the output, in both languages. */
export function sayWelcome(link: string): void {
  const width = Math.max(link.length, 64)
  const rule = '─'.repeat(width)
  say(
    [
      '',
      rule,
      '首次使用：请在浏览器中打开下面的链接，创建所有者账号。',
      'First run: open this link to create the owner’s account.',
      '',
      link,
      rule,
      '',
    ].join('\n'),
  )
}
