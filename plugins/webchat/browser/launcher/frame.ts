import { createBridge, type ToPage, type ToPanel } from '../shared/bridge.ts'
import { h } from '../shared/dom.ts'
import { addressOf } from '../shared/http.ts'
import type { Config } from '../shared/wire.ts'

export type Frame = { post: (letter: ToPanel) => void; focus: () => void; close: () => void }

/** Puts the panel's iframe in its place and answers the bridge to it. */
export function makeFrame(place: HTMLElement, config: Config, host: string, title: string, heard: (letter: ToPage) => void): Frame {
  const query = { site: config.site, locale: config.locale }
  const iframe = h('iframe', {
    title,
    allow: 'microphone; clipboard-write; autoplay; fullscreen',
    src: `${addressOf(host, 'panel', query)}#${encodeURIComponent(location.origin)}`,
  })
  const bridge = createBridge<ToPanel, ToPage>(() => iframe.contentWindow, host, heard)
  iframe.addEventListener('load', () => place.classList.add('there'))
  place.append(iframe)
  return {
    post: bridge.post,
    focus: () => iframe.focus(),
    close: () => {
      bridge.close()
      iframe.remove()
    },
  }
}
