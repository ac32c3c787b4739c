import { textOf } from '../../api/reading.ts'
import { show } from '../../phone/lines.ts'
import { refusal } from '../../phone/phone.ts'
import { tell, tellMessage } from '../../push/telling.ts'
import type { Fields } from '../../wire/fields.ts'
import type { Patient } from '../../world/patient.ts'
import { words } from '../../world/words.ts'
import { showReply } from '../reply.ts'
import { did } from '../doing.ts'
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
  location_select: async (world, patient, button) => {
    const place = { Location_X: '31.2304', Location_Y: '121.4737', Scale: '16', Label: words.place.label }
    const key = { EventKey: textOf(button, 'key') }
    await event(world, patient, 'location_select', {
      ...key,
      SendLocationInfo: { ...place, Poiname: words.place.name },
    })
    did(world, patient, 'message')
    show(world, patient, 'patient', { card: { title: words.place.name, text: words.place.label } })
    await tellMessage(world, patient, { MsgType: 'location', ...place }, showReply)
  },
}

function scanned(name: string): Press {
  return (world, patient, button) => {
    did(world, patient, 'choose')
    const info = { ScanType: 'qrcode', ScanResult: 'https://example.com/' }
    return event(world, patient, name, { EventKey: textOf(button, 'key'), ScanCodeInfo: info })
  }
}

function opened(world: Official, patient: Patient, name: string, key: string): Promise<void> {
  return event(world, patient, name, { EventKey: key, MenuId: world.menu?.id ?? 0 })
}

function event(world: Official, patient: Patient, name: string, fields: Fields): Promise<void> {
  return tell(world, patient, { MsgType: 'event', Event: name, ...fields }, showReply)
}
