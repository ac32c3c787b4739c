/** Reads a mobile number (+86 may be left out) or a WeChat id; undefined where it is neither. */
export function contactOf(text: string): { phone: string } | { wechat: string } | undefined {
  const plain = text.replace(/[\s()-]/g, '').replace(/^(\+|00)86(?=1)/, '')
  if (/^1[3-9]\d{9}$/.test(plain)) return { phone: plain }
  if (/^\+[1-9]\d{6,14}$/.test(plain)) return { phone: plain }
  const id = text.trim()
  return /^[a-zA-Z][\w-]{5,19}$/.test(id) ? { wechat: id } : undefined
}
