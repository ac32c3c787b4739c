import { crc32 } from 'node:zlib'
import sharp from 'sharp'

/** Files for tests: what customers send, and what attackers do. */

/** 600 × 300, lying on its side (orientation 6), with a camera and a place in its EXIF. */
export function photo(): Promise<Buffer> {
  const exif = { IFD0: { Make: 'Phone' }, IFD3: { GPSLatitude: '31/1 13/1 0/1', GPSLatitudeRef: 'N' } }
  return canvas(600, 300).withExif(exif).withMetadata({ orientation: 6 }).jpeg().toBuffer()
}

/** One pixel. */
export function dot(): Promise<Buffer> {
  return canvas(1, 1).png().toBuffer()
}

/** Three frames of 20 × 20. */
export async function animation(): Promise<Buffer> {
  const frames = ['#f00', '#0f0', '#00f'].map((background) => canvas(20, 20, background).png().toBuffer())
  return sharp(await Promise.all(frames), { join: { animated: true } })
    .gif()
    .toBuffer()
}

/** A GIF that is JavaScript too: its width and height spell the start of a comment. */
export function polyglot(): Buffer {
  const pixel = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')
  return Buffer.concat([pixel, Buffer.from('*/=1;alert(document.cookie)//')])
}

/** Says that it is 50,000 × 50,000 pixels. */
export function bomb(): Buffer {
  const header = Buffer.from('89504e470d0a1a0a0000000d49484452' + '0000c3500000c350' + '0802000000', 'hex')
  const rest = '0000000a49444154789c6360000000020001e221bc330000000049454e44ae426082'
  return Buffer.concat([header, crc(header.subarray(12)), Buffer.from(rest, 'hex')])
}

/** Name, bytes, and the type they are kept as. */
export function welcome(): [string, Buffer, string][] {
  const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
  return [
    ['note.webm', webm('A_OPUS'), 'audio/webm'],
    ['note.ogg', ogg(), 'audio/ogg'],
    ['note.mp4', mp4('soun'), 'audio/mp4'],
    ['note.m4a', mp4('soun', 'M4A '), 'audio/mp4'],
    ['note.mp3', Buffer.from('ID3\x03\0\0\0\0\0\0\xff\xfb\x90\x64', 'latin1'), 'audio/mpeg'],
    ['note.amr', Buffer.from('#!AMR\n<hello'), 'audio/amr'],
    ['note.wav', Buffer.from('RIFF\x24\0\0\0WAVEfmt \x10\0\0\0', 'latin1'), 'audio/wav'],
    ['film.mp4', mp4('vide'), 'video/mp4'],
    ['价目表.pdf', Buffer.from('%PDF-1.7\n%%EOF'), 'application/pdf'],
    ['old.xls', compound(), 'application/vnd.ms-excel'],
    ['all.zip', zip('readme.txt', 'hello'), 'application/zip'],
    ['plan.docx', zip('[Content_Types].xml', `<Override ContentType="${word}.main+xml"/>`), word],
  ]
}

/** Title, name, bytes, and the reason they are refused for. */
export function hostile(): [string, string, () => Buffer | Promise<Buffer>, string][] {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
  const html = '<!doctype html><script>alert(1)</script>'
  return [
    ['an SVG with a script', 'logo.svg', () => Buffer.from(svg), 'type'],
    ['an SVG that says it is XML', 'logo.png', () => Buffer.from(`<?xml version="1.0"?>${svg}`), 'type'],
    ['a page that is named like an image', 'photo.png', () => Buffer.from(html), 'type'],
    ['a page with the first bytes of an image', 'photo.gif', () => Buffer.from(`GIF89a${html}`), 'broken'],
    ['XML', 'data.xml', () => Buffer.from('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y "z">]><x/>'), 'type'],
    ['a script', 'photo.jpg', () => Buffer.from('alert(document.cookie)'), 'type'],
    ['a program', 'photo.jpg', () => Buffer.from('MZ\x90\0\x03\0\0\0', 'latin1'), 'type'],
    ['an installer that looks like old Office', 'setup.msi', () => compound(), 'type'],
    ['an image of 2,500 million pixels', 'bomb.png', () => bomb(), 'tooManyPixels'],
    ['half an image', 'photo.jpg', async () => (await photo()).subarray(0, 600), 'broken'],
    ['a film in webm', 'film.webm', () => webm('V_VP8'), 'type'],
    ['an iPhone photo that we cannot read', 'IMG_1.HEIC', () => box('ftyp', 'heic\0\0\0\0heicmif1'), 'heic'],
    ['nothing', 'empty.pdf', () => Buffer.alloc(0), 'empty'],
  ]
}

/** What a name is given as, and what it is kept as, for a PNG. */
export const names: [string, string][] = [
  ['../../etc/passwd', 'passwd.png'],
  ['C:\\Users\\anna\\face.png', 'face.png'],
  ['a\r\nSet-Cookie: x=1.png', 'aSet-Cookie_ x=1.png'],
  ['holiday\u202egnp.exe', 'holidaygnp.exe.png'],
  ['page.html', 'page.html.png'],
  ['scan.jpg', 'scan.png'],
  ['"><img src=x>.PNG', '___img src=x_.png'],
  ['.png', 'file.png'],
  ['nul\0byte.png', 'nulbyte.png'],
  ['…', '….png'],
  ['😀 笑.png', '😀 笑.png'],
  ['', 'file.png'],
]

function canvas(width: number, height: number, background = '#caa') {
  return sharp({ create: { width, height, channels: 3, background } })
}

function box(type: string, content: string): Buffer {
  const size = Buffer.alloc(4)
  size.writeUInt32BE(content.length + 8)
  return Buffer.concat([size, Buffer.from(type + content, 'latin1')])
}

function mp4(handler: string, brand = 'isom'): Buffer {
  return Buffer.concat([
    box('ftyp', `${brand}\0\0\0\0${brand}`),
    box('hdlr', `\0\0\0\0\0\0\0\0${handler}${'\0'.repeat(12)}`),
  ])
}

function webm(codec: string): Buffer {
  return Buffer.from(`\x1a\x45\xdf\xa3\x87\x42\x82\x84webm${codec}`, 'latin1')
}

function ogg(): Buffer {
  return Buffer.from(`OggS\0\x02${'\0'.repeat(20)}\x01\x13OpusHead\x01\x01${'\0'.repeat(9)}`, 'latin1')
}

function compound(): Buffer {
  return Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1016)])
}

/** One stored entry; enough for a reader that looks at local headers. */
function zip(name: string, content: string): Buffer {
  const header = Buffer.alloc(30)
  header.write('PK\x03\x04', 'latin1')
  header.writeUInt16LE(20, 4)
  header.writeUInt32LE(content.length, 18)
  header.writeUInt32LE(content.length, 22)
  header.writeUInt16LE(name.length, 26)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  return Buffer.concat([header, Buffer.from(name + content), end])
}

function crc(chunk: Buffer): Buffer {
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(chunk))
  return sum
}
