import { sendPhotos } from './sidelink/photos.ts'
import { findPlace } from './sidelink/place.ts'
import { page, shareConsent } from './sidelink/page.ts'
import { sendForm } from './sidelink/words.ts'
import { recordVoice } from './sidelink/voice.ts'

/** The page on which a customer sends something. Without this its forms work as forms do. */
const began: Record<string, (form: HTMLFormElement) => void> = {
  photo: sendPhotos,
  voice: recordVoice,
  location: findPlace,
  form: sendForm,
}

if (page) {
  for (const form of page.querySelectorAll<HTMLFormElement>('form[data-want]'))
    began[form.dataset.want ?? '']?.(form)
  shareConsent(page)
  void fetch(`${page.dataset.sidelink}/opening`, { method: 'POST' }).catch(() => undefined)
}
