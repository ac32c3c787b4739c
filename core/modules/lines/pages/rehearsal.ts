import type { Sound } from '../../../plugin/index.ts'
import type { Flow, SoundRef, Step } from '../flow.ts'
import type { TreeWords } from './flow-tree.ts'

/** A flow as a browser plays it: addresses of sounds, and texts of what cannot be heard. */
export type Rehearsal = {
  opening: Said[]
  start: Stop
  closed: Stop
  menus: Record<
    string,
    {
      name: string
      prompt: Said
      keys: Record<string, Stop>
      seconds: number
      tries: number
      otherwise: Stop
    }
  >
  invalid: Said
}
type Said = { text: string; src: string }
type Stop = { menu: string } | { says: Said[]; text: string; loops?: string; rings?: true }

/** What the preview of the editor needs to let an admin hear the flow as a caller. */
export function rehearsalOf(flow: Flow, url: (ref: SoundRef) => Sound, words: TreeWords): Rehearsal {
  const said = (ref: SoundRef): Said => {
    const sound = url(ref)
    return { text: words.sound(ref), src: 'url' in sound ? sound.url : '' }
  }
  const stop = (step: Step) => stopOf(step, said, words)
  const menus = Object.entries(flow.menus).map(([id, menu]) => [
    id,
    {
      name: menu.name,
      prompt: said(menu.prompt),
      keys: Object.fromEntries(menu.keys.map(({ key, step }) => [key, stop(step)])),
      seconds: menu.seconds,
      tries: menu.tries,
      otherwise: stop(menu.otherwise),
    },
  ])
  return {
    opening: [flow.greeting, flow.notice].flatMap((ref) => (ref ? said(ref) : [])),
    start: stop(flow.start),
    closed: stop(flow.hours === 'always' ? flow.start : flow.closed),
    menus: Object.fromEntries(menus),
    invalid: said({ house: 'invalid' }),
  }
}

function stopOf(step: Step, said: (ref: SoundRef) => Said, { text, team }: TreeWords): Stop {
  switch (step.to) {
    case 'menu':
      return { menu: step.menu }
    case 'queue':
      return { says: [], text: team(step.teamId), loops: said({ house: 'music' }).src }
    case 'voicemail':
      return {
        says: [said(step.prompt ?? { house: 'voicemail' }), said({ house: 'beep' })],
        text: text('tree.voicemail'),
      }
    case 'callback':
      return { says: [said({ house: 'callback-done' })], text: text('tree.callback') }
    case 'number':
      return { says: [], text: text('tree.number', { number: step.number }) }
    case 'end':
      return { says: step.say ? [said(step.say)] : [], text: text('tree.end') }
  }
}
