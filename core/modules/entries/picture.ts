import { toBuffer } from 'qrcode'

const pixels = 1024

/** A code that says this address, as a PNG for print: quiet zone included, readable where a tenth of it is dirty. */
export async function entryPicture(url: string): Promise<Buffer> {
  return toBuffer(url, { type: 'png', width: pixels, margin: 4, errorCorrectionLevel: 'M' })
}
