import { fileTypeFromBuffer } from 'file-type'
import type { PhoneAction } from 'qiantai/plugin'
import { sceneKind, sceneOf } from '../scenes.ts'
import type { Doings } from './people.ts'
import { words } from './words.ts'
import { type Button, nextId, patient, show, type World } from './world.ts'

/** Does on the phone what the patient does. Throws where Weibo would not let them. */
export async function act(world: World, doings: Doings, action: PhoneAction): Promise<void> {
  switch (action.type) {
    case 'say':
      show(world, { from: 'patient', text: action.text })
      return void (await doings.says(patient, action.text))
    case 'comment':
      show(world, { from: 'patient', text: action.text, public: true })
      return void doings.comments(patient, action.text)
    case 'picture':
    case 'voice':
      return send(world, doings, action)
    case 'follow':
      return note(world, 'follow', doings.follows(patient))
    case 'unfollow':
      return note(world, 'unfollow', doings.unfollows(patient))
    case 'scan':
      return scan(world, doings, action.code)
    case 'choose':
      return choose(world, doings, action.path)
    case 'pass':
      return pass(world, action.seconds)
    default:
      throw new Error('weibo:phone.cannot')
  }
}

async function send(
  world: World,
  doings: Doings,
  { type, data }: PhoneAction & { type: 'picture' | 'voice' },
) {
  const id = nextId()
  const mime = (await fileTypeFromBuffer(data))?.mime ?? 'application/octet-stream'
  world.media.set(id, { mime, data })
  show(world, { from: 'patient', ...(type === 'voice' ? { sound: { id } } : { pictures: [id] }) })
  await doings.sends(patient, type === 'voice' ? 'voice' : 'image', { mime, data })
}

async function scan(world: World, doings: Doings, code: string) {
  const key = `${sceneKind}_${sceneOf(code)}`
  if (!world.scenes.has(key)) throw new Error('weibo:phone.no-code')
  await note(world, 'scan', doings.scans(patient, key))
}

async function choose(world: World, doings: Doings, path: number[]) {
  const button = path.reduce<Button | undefined>((at, index) => (at?.sub_button ?? [])[index], {
    name: '',
    sub_button: world.menu,
  })
  if (!button?.type) throw new Error('weibo:phone.no-button')
  const isView = button.type === 'view'
  const key = (isView ? button.url : button.key) ?? ''
  show(world, { from: 'provider', text: button.name })
  await doings.touches(patient, { type: isView ? 'view' : 'click', key })
}

async function pass(world: World, seconds: number) {
  world.passed += seconds * 1000
  world.stage.changed()
}

/** What Weibo writes into the chat by itself. */
async function note(world: World, what: 'follow' | 'unfollow' | 'scan', done: Promise<unknown>) {
  show(world, { from: 'provider', text: words.noted[what] })
  await done
}
