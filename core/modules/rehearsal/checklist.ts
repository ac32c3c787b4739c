import type { PhoneAction, PhoneView } from '../../plugin/index.ts'

const things = ['greeting', 'message', 'answer', 'picture', 'scan', 'menu', 'closed'] as const

/** What is worth trying before patients do, in this order, and whether it has been tried. */
export type Checklist = { name: (typeof things)[number]; done: boolean }[]

/** What this channel cannot do is left out. `has`: what it can have, also where there is none yet. */
export function checklistOf(
  phone: PhoneView,
  { tried, closed }: { tried: ReadonlySet<PhoneAction['type']>; closed: boolean },
  has: { greeting: boolean; menu: boolean; codes: boolean },
): Checklist {
  const isPossible = (type: PhoneAction['type']) => phone.can.includes(type) || tried.has(type)
  const asked: Partial<Record<(typeof things)[number], boolean>> = {
    ...(has.greeting &&
      (isPossible('follow') || isPossible('enter')) && { greeting: isGreeted(phone, tried) }),
    ...((isPossible('say') || isPossible('comment')) && {
      message: tried.has('say') || tried.has('comment'),
      answer: isAnswered(phone),
    }),
    ...(isPossible('picture') && { picture: tried.has('picture') }),
    ...(has.codes && isPossible('scan') && { scan: tried.has('scan') }),
    ...(has.menu && { menu: tried.has('choose') }),
    ...(isPossible('pass') && { closed }),
  }
  return things.flatMap((name) => {
    const done = asked[name]
    return done === undefined ? [] : [{ name, done }]
  })
}

/** The clinic has spoken before the patient did. */
function isGreeted({ lines }: PhoneView, tried: ReadonlySet<PhoneAction['type']>): boolean {
  const first = lines.find((line) => line.from !== 'provider' && !line.public)
  return (tried.has('follow') || tried.has('enter') || tried.has('scan')) && first?.from === 'clinic'
}

function isAnswered({ lines }: PhoneView): boolean {
  const asked = lines.findIndex(({ from }) => from === 'patient')
  return asked >= 0 && lines.slice(asked).some(({ from }) => from === 'clinic')
}
