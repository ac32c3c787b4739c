import { Controller } from '@hotwired/stimulus'

/**
 * While a flow is drawn, the tree and the preview beside it follow; another kind of step, or a menu that is still to be
 * made, draws the form anew. Nobody leaves with changes that are not saved.
 */
export class FlowEditorController extends Controller<HTMLFormElement> {
  static override targets = ['preview', 'make', 'unsaved']
  static override values = { dirty: Boolean, leave: String }
  declare readonly previewTarget: HTMLButtonElement
  declare readonly makeTarget: HTMLButtonElement
  declare readonly unsavedTarget: HTMLElement
  declare dirtyValue: boolean
  declare readonly leaveValue: string

  /** What was chosen before this script was there is taken up. */
  override connect(): void {
    const early = [...this.element.querySelectorAll('select')].filter(isChanged).at(-1)
    if (early) this.follow(early)
  }

  changed({ target }: Event): void {
    this.follow(target)
  }

  follow(field: EventTarget | null): void {
    this.touched()
    const choice = field instanceof HTMLSelectElement ? field : undefined
    if (!choice || !(choice.value === 'new' || choice.name.endsWith('.to')))
      return this.element.requestSubmit(this.previewTarget)
    this.makeTarget.value = `make:${choice.name}`
    this.element.requestSubmit(this.makeTarget)
  }

  touched(): void {
    this.dirtyValue = true
    this.unsavedTarget.hidden = false
  }

  sent({ detail }: CustomEvent<{ formSubmission: { submitter?: HTMLElement } }>): void {
    const submitter = detail.formSubmission.submitter
    if (submitter instanceof HTMLButtonElement && /^(save|force)/.test(submitter.value))
      this.dirtyValue = false
  }

  unload(event: BeforeUnloadEvent): void {
    if (this.dirtyValue) event.preventDefault()
  }

  leave(event: Event): void {
    if (this.dirtyValue && !confirm(this.leaveValue)) event.preventDefault()
  }
}

/** Is something else chosen than what the page came with? */
function isChanged({ options, selectedIndex }: HTMLSelectElement): boolean {
  const isPreset = [...options].some(({ defaultSelected }) => defaultSelected)
  return isPreset ? !options[selectedIndex]?.defaultSelected : selectedIndex > 0
}
