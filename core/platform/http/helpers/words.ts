/** One or two letters for somebody without a picture: 林 for 林小美's family name, AB for Anna Bo. */
export function initials(name: unknown): string {
  const words = String(name ?? '')
    .trim()
    .split(/\s+/)
    .filter(Boolean)
  const first = firstLetter(words[0])
  if (/\p{Script=Han}/u.test(first)) return first
  return (first + firstLetter(words.length > 1 ? words.at(-1) : undefined)).toUpperCase()
}

/** A size that people read: 1.2 MB. */
export function bytes(size: unknown, locale: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte']
  const value = Math.max(0, Number(size) || 0)
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(value, 1)) / 3))
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[step],
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: 1,
  }).format(value / 1000 ** step)
}

/** A length of time (milliseconds) as telephones show it: `0:07`, `12:34`, `1:02:03`. */
export function durationText(milliseconds: number): string {
  const seconds = Math.floor(Math.max(0, milliseconds) / 1000)
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  const two = (value: number) => String(value).padStart(2, '0')
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}

function firstLetter(word: string | undefined): string {
  return [...(word ?? '')][0] ?? ''
}
