import type { PhoneAction } from 'qiantai/plugin'
import { sceneKind, sceneOf } from '../scenes.ts'
import type { Doings } from './people.ts'
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
  const isVoice = type === 'voice'
  const media = { mime: isVoice ? 'audio/amr' : mimeOf(data), data }
  world.media.set(id, media)
  show(world, { from: 'patient', ...(isVoice ? { sound: { id } } : { pictures: [id] }) })
  await doings.sends(patient, isVoice ? 'voice' : 'image', media)
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
  const words = { follow: '已关注', unfollow: '已取消关注', scan: '已扫码进入' }
  show(world, { from: 'provider', text: words[what] })
  await done
}

function mimeOf(data: Buffer): string {
  if (data.subarray(1, 4).toString('latin1') === 'PNG') return 'image/png'
  return data.subarray(0, 3).toString('latin1') === 'GIF' ? 'image/gif' : 'image/jpeg'
}
