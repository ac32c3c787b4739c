import { randomBytes } from 'node:crypto'

/** A body that carries a file, and its content type. */
export type Multipart = { type: string; body: Buffer }

/** The platform reads the file from the field `media`, and its kind from the ending of its name. */
export function multipart({ name, mime, data }: { name: string; mime: string; data: Buffer }): Multipart {
  const boundary = `qiantai-${randomBytes(12).toString('hex')}`
  const plainName = name.replaceAll(/["\r\n\\]/g, '_')
  const head = [
    `--${boundary}`,
    `Content-Disposition: form-data; name="media"; filename="${plainName}"; filelength=${data.length}`,
    `Content-Type: ${mime}`,
  ]
  const body = Buffer.concat([
    Buffer.from(`${head.join('\r\n')}\r\n\r\n`),
    data,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
  return { type: `multipart/form-data; boundary=${boundary}`, body }
}
