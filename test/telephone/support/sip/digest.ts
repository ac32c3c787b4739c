import { createHash, randomBytes } from 'node:crypto'

const md5 = (text: string) => createHash('md5').update(text).digest('hex')

/** The answer to a challenge (RFC 2617, MD5, `auth`): the value of the header Authorization. */
export function prove(
  challenge: string,
  { method, uri, user, secret }: { method: string; uri: string; user: string; secret: string },
): string {
  const part = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(challenge)?.[1] ?? ''
  const [realm, nonce, opaque] = [part('realm'), part('nonce'), part('opaque')]
  const cnonce = randomBytes(8).toString('hex')
  const response = md5(
    [md5(`${user}:${realm}:${secret}`), nonce, '00000001', cnonce, 'auth', md5(`${method}:${uri}`)].join(':'),
  )
  const said = { username: user, realm, nonce, uri, response, cnonce, opaque }
  const quoted = Object.entries(said).map(([name, value]) => `${name}="${value}"`)
  return `Digest ${quoted.join(', ')}, algorithm=MD5, qop=auth, nc=00000001`
}
