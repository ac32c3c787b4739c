import { chosenIn } from './targets.ts'

const confirmed = new Set<number>()

/**
 * May these words be read by everybody? Asks once for each conversation, with the words before the agent's eyes; what
 * goes to the customer alone needs no asking.
 */
export async function mayBePublic(form: HTMLElement, conversation: number, words: string): Promise<boolean> {
  if (!chosenIn(form)?.isPublic || confirmed.has(conversation)) return true
  const dialog = document.getElementById(`public-${conversation}`)
  if (!(dialog instanceof HTMLDialogElement)) return false
  const isFine = await ask(dialog, words)
  if (isFine) confirmed.add(conversation)
  return isFine
}

function ask(dialog: HTMLDialogElement, words: string): Promise<boolean> {
  const quote = dialog.querySelector<HTMLElement>('.public-words')
  if (quote) Object.assign(quote, { textContent: words, hidden: !words })
  dialog.returnValue = ''
  dialog.showModal()
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true })
  })
}
