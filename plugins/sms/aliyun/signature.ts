import { createHmac } from 'node:crypto'

/**
 * The signature of an RPC call (SignatureVersion 1.0, HMAC-SHA1): over the method and all parameters but itself, in the
 * order of their names. https://help.aliyun.com/document_detail/56189.html
 */
export function signatureOf(method: 'GET' | 'POST', values: Record<string, string>, secret: string): string {
  const query = Object.keys(values)
    .sort()
    .map((name) => `${encoded(name)}=${encoded(values[name] ?? '')}`)
    .join('&')
  return createHmac('sha1', `${secret}&`)
    .update(`${method}&${encoded('/')}&${encoded(query)}`)
    .digest('base64')
}

/** By RFC 3986, which is stricter than what browsers do. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
