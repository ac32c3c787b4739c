/** What somebody is just writing stays in its field, whatever the page around it becomes. */
export function keepWriting(): void {
  document.addEventListener('turbo:before-morph-element', (event) => {
    const written = event.target
    if (!(event instanceof CustomEvent) || !isField(written) || written !== document.activeElement) return
    if (event.detail.newElement?.id === written.id && written.value !== written.defaultValue)
      event.preventDefault()
  })
}

/** What somebody has written is sent, also where they go on to the next field at once: Turbo would give up what its frame still sends. */
export function keepSending(): void {
  document.addEventListener('turbo:submit-start', (event) => {
    if (event instanceof CustomEvent) event.detail.formSubmission.stop = () => false
  })
}

function isField(target: EventTarget | null): target is HTMLInputElement | HTMLTextAreaElement {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
}
