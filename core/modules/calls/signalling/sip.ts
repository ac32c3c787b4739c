const request = /^[A-Z]+ sips?:\S+ SIP\/2\.0$/
const response = /^SIP\/2\.0 [1-6]\d\d /

/**
 * Whether a frame of a browser speaks for this phone and no other. Answers always do: the exchange has asked. A request
 * must come from the phone's own address, and a registration be for it. The exchange checks the password; this keeps
 * one member of staff from trying another's.
 */
export function speaksFor(phone: string, frame: string): boolean {
  const [first = '', ...headers] = headOf(frame)
  if (response.test(first)) return true
  if (!request.test(first)) return false
  const isOwn = (names: string[]) => {
    const users = headers.filter((line) => names.includes(nameOf(line))).map(userOf)
    return users.length === 1 && users[0] === phone
  }
  return isOwn(['from', 'f']) && (!first.startsWith('REGISTER ') || isOwn(['to', 't']))
}

/** The lines before the body; one that goes on in the next is put together. */
function headOf(frame: string): string[] {
  const [head = ''] = frame.split('\r\n\r\n', 1)
  return head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')
}

function nameOf(line: string): string {
  return line
    .slice(0, Math.max(0, line.indexOf(':')))
    .trim()
    .toLowerCase()
}

/** `"Hao" <sip:8001-web@clinic>;tag=1` → `8001-web`. */
function userOf(line: string): string | undefined {
  const value = line.slice(line.indexOf(':') + 1).replace(/"(?:[^"\\]|\\.)*"/g, '')
  return (
    /^[^<]*<sips?:([^@<>;]+)@[^<>]*>[^<>]*$/.exec(value)?.[1] ??
    /^\s*sips?:([^@<>;]+)@[^<>]*$/.exec(value)?.[1]
  )
}
