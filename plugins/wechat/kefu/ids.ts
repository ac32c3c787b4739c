const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Our id of one part of a message, as the platform takes it: 32 letters at most, the same each time. */
export function msgIdOf(uid: string, index: number): string {
  const name = uuid.test(uid)
    ? Buffer.from(uid.replaceAll('-', ''), 'hex').toString('base64url')
    : uid.slice(0, 22)
  return `${name.padEnd(22, '_')}-${index}`
}

/** The uid of the message that this id was made of, or undefined where it is none of ours. */
export function uidIn(msgId: string): string | undefined {
  const hex = Buffer.from(msgId.slice(0, 22), 'base64url').toString('hex')
  if (!/^[\w-]{22}-\d+$/.test(msgId) || hex.length !== 32) return undefined
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
