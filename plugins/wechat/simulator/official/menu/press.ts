import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { textOf } from '../../api/reading.ts'
import { type LineContent, show } from '../../phone/lines.ts'
import { refusal } from '../../phone/phone.ts'
import { tell } from '../../push/telling.ts'
import type { Fields } from '../../wire/fields.ts'
import type { Patient } from '../../world/patient.ts'
import { words } from '../../world/words.ts'
import { showReply } from '../reply.ts'
import { did } from '../doing.ts'
import { sendPicture, sendPlace } from '../saying.ts'
import type { Official } from '../world.ts'
import { type Button, buttonAt } from './menu.ts'

type Press = (world: Official, patient: Patient, button: Button) => Promise<void>

/** Presses a button of the menu: what its type pushes, and what it allows. */
export async function press(world: Official, patient: Patient, path: number[]): Promise<void> {
  const button = buttonAt(world.menu, path)
  const pressed = button && presses[textOf(button, 'type')]
  if (!button || !pressed) throw refusal('choose')
  await pressed(world, patient, button)
}

const place = { Location_X: '31.2304', Location_Y: '121.4737', Scale: '16', Label: words.place.label }

const presses: Record<string, Press | undefined> = {
  click: (world, patient, button) => {
    did(world, patient, 'choose')
    return event(world, patient, 'CLICK', { EventKey: textOf(button, 'key') })
  },
  view: (world, patient, button) => opened(world, patient, 'VIEW', textOf(button, 'url')),
  miniprogram: (world, patient, button) =>
    opened(world, patient, 'view_miniprogram', textOf(button, 'pagepath')),
  scancode_push: scanned('scancode_push'),
  scancode_waitmsg: scanned('scancode_waitmsg'),
  pic_sysphoto: pictured('pic_sysphoto'),
  pic_photo_or_album: pictured('pic_photo_or_album'),
  pic_weixin: pictured('pic_weixin'),
  media_id: (world, patient, button) => given(world, patient, { pictures: [textOf(button, 'media_id')] }),
  article_id: readArticle,
  article_view_limited: readArticle,
  location_select: async (world, patient, button) => {
    const SendLocationInfo = { ...place, Poiname: words.place.name }
    await event(world, patient, 'location_select', { EventKey: textOf(button, 'key'), SendLocationInfo })
    await sendPlace(world, patient, place)
  },
}

function scanned(name: string): Press {
  return (world, patient, button) => {
    did(world, patient, 'choose')
    const info = { ScanType: 'qrcode', ScanResult: 'https://example.com/' }
    return event(world, patient, name, { EventKey: textOf(button, 'key'), ScanCodeInfo: info })
  }
}

/** The platform shows these itself, and tells nobody. */
async function given(world: Official, patient: Patient, content: LineContent): Promise<void> {
  show(world, patient, 'clinic', content)
}

function readArticle(world: Official, patient: Patient, button: Button): Promise<void> {
  return given(world, patient, { card: { title: textOf(button, 'name') } })
}

/** A picture is taken and sent, as what the button's event announced. */
function pictured(name: string): Press {
  return async (world, patient, button) => {
    const data = await samplePicture()
    const item = { PicMd5Sum: createHash('md5').update(data).digest('hex') }
    const info = { Count: 1, PicList: { item } }
    await event(world, patient, name, { EventKey: textOf(button, 'key'), SendPicsInfo: info })
    await sendPicture(world, patient, { name: 'photo.jpg', data })
  }
}

function samplePicture(): Promise<Buffer> {
  const background = '#e8c4b8'
  return sharp({ create: { width: 240, height: 320, channels: 3, background } })
    .jpeg()
    .toBuffer()
}

function opened(world: Official, patient: Patient, name: string, key: string): Promise<void> {
  return event(world, patient, name, { EventKey: key, MenuId: world.menu?.id ?? 0 })
}

function event(world: Official, patient: Patient, name: string, fields: Fields): Promise<void> {
  return tell(world, patient, { MsgType: 'event', Event: name, ...fields }, showReply)
}
