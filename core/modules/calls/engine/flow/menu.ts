import type { Menu } from '../../../lines/index.ts'
import type { PhaseOf } from '../live.ts'
import type { Rules } from '../rules.ts'
import { after, cancel, goTo, type Turn } from '../turn.ts'
import { hush, say } from '../words.ts'

/** Says a menu of the flow. One that is not there (any more) leads to the end. */
export function enterMenu(turn: Turn, name: string) {
  turn.live.phase = { in: 'menu', menu: name, said: 0 }
  sayMenu(turn, turn.live.phase)
}

export const choosing = (phase: PhaseOf<'menu'>): Rules => ({
  said: (turn) => after(turn, 'keys', Math.max(1, menuOf(turn, phase)?.seconds ?? 1)),
  key: (turn, key) => choose(turn, phase, key),
  timers: { keys: (turn) => sayMenu(turn, phase) },
})

function sayMenu(turn: Turn, phase: PhaseOf<'menu'>, isWrong = false) {
  const menu = menuOf(turn, phase)
  if (!menu) return goTo(turn, { to: 'end' })
  if (phase.said >= Math.max(1, menu.tries)) return goTo(turn, menu.otherwise)
  phase.said += 1
  const { sound } = turn.world
  say(turn, 'menu', [...(isWrong ? [sound({ house: 'invalid' })] : []), sound(menu.prompt)])
}

/** The first key stops the prompt. */
function choose(turn: Turn, phase: PhaseOf<'menu'>, key: string) {
  hush(turn)
  cancel(turn, 'keys')
  const chosen = menuOf(turn, phase)?.keys.find((each) => each.key === key)
  if (chosen) goTo(turn, chosen.step)
  else sayMenu(turn, phase, true)
}

function menuOf({ world }: Turn, { menu }: PhaseOf<'menu'>): Menu | undefined {
  return world.flow?.menus[menu]
}
