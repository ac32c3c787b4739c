import { choice, choose, volume } from './choices.ts'
import { hearOneself } from './echo.ts'
import { MicrophoneTrouble } from './microphone.ts'
import { drawLevel } from './panel.ts'
import { ringOnce } from './ring.ts'
import type { Trouble } from './types.ts'

/** A microphone that hears less than this hears nothing. */
const audible = 0.02

/** Sets what the page of the own phone has for its ring as this browser remembers it. */
export function fillRing(): void {
  const tune = document.querySelector<HTMLSelectElement>('[data-softphone-choice="tune"]')
  const loudness = document.querySelector<HTMLInputElement>('[data-softphone-choice="volume"]')
  if (tune) tune.value = choice('tune') ?? tune.options[0]?.value ?? ''
  if (loudness) loudness.value = String(Math.round(volume() * 100))
}

/** A choice of the ring was made: it is remembered, and heard. */
export function chooseRing(field: HTMLElement): void {
  const what = field.dataset['softphoneChoice']
  const isField = field instanceof HTMLSelectElement || field instanceof HTMLInputElement
  if (!isField || (what !== 'tune' && what !== 'volume')) return
  choose(what, field.value)
  ringOnce()
}

/** Lets the viewer hear themselves, and says on the page how that went; answers what is wrong with the microphone. */
export async function tryEcho(button: HTMLElement): Promise<Trouble | undefined> {
  const test = button.closest<HTMLElement>('[data-softphone-test]')
  if (!test || button.getAttribute('aria-disabled') === 'true') return undefined
  const stage = (now: string) => {
    test.dataset['stage'] = now
    button.setAttribute('aria-disabled', String(now === 'listening' || now === 'playing'))
    for (const line of test.querySelectorAll<HTMLElement>('[data-stage-is]'))
      line.hidden = line.dataset['stageIs'] !== now
  }
  try {
    const loudest = await hearOneself({ stage, level: drawLevel })
    stage(loudest < audible ? 'silent' : 'heard')
    return undefined
  } catch (error) {
    stage('idle')
    if (error instanceof MicrophoneTrouble) return error.why
    throw error
  }
}
