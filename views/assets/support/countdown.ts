/** How a reply window runs out, in words and in urgency. */

const minute = 60_000

/** The time that is left in its last hour, as 59:59; nothing before. */
export function restText(milliseconds: number): string {
  if (milliseconds <= 0 || milliseconds >= 60 * minute) return ''
  const seconds = Math.ceil(milliseconds / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** `low`: the last answer, or the last half hour. */
export function meterLevel({ left, rest }: { left?: number; rest?: number }): 'fine' | 'low' {
  const isLow = (left !== undefined && left < 2) || (rest !== undefined && rest < 30 * minute)
  return isLow ? 'low' : 'fine'
}
