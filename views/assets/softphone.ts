import { send, toastRefusal } from './support/page.ts'
import { listenToButtons } from './softphone/actions.ts'
import { chooseDevice, fillDevices } from './softphone/devices.ts'
import { connectHeadset, useHeadset } from './softphone/hid.ts'
import { closeStream, MicrophoneTrouble, openMicrophone, watchMicrophone } from './softphone/microphone.ts'
import { draw, drawLevel } from './softphone/panel.ts'
import { chooseRing, fillRing, tryEcho } from './softphone/settings.ts'
import { changeSpeaker } from './softphone/speaker.ts'
import { Station } from './softphone/station.ts'
import { testTone } from './softphone/echo.ts'

declare global {
  interface Window {
    qiantaiPhone?: true
  }
}

const levelEvery = 120

/** The phone lives as long as the document: Turbo puts one page after the other around it. */
let station: Station | undefined
let ticking = 0

/** A page of an error brings its scripts once more: the document has one phone. */
if (!window.qiantaiPhone) {
  window.qiantaiPhone = true
  start()
}

function start() {
  listenToButtons({
    answer: () => void station?.answer(),
    hangUp: () => station?.hangUp(),
    mute: () => station?.mute(),
    press: (button) => station?.view.call?.press(button.dataset['key'] ?? ''),
    take: () => station?.take(),
    panel: (source) => document.getElementById('softphone-panel')?.togglePopover({ source }),
    resume: () => void resume(),
    allow: () => void allow(),
    echo: (button) => void tryEcho(button).then((trouble) => station?.tried(trouble)),
    tone: () => void testTone(),
    headset: () => void connectHeadset(),
  })
  document.addEventListener('change', ({ target }) => target instanceof HTMLElement && changed(target))
  document.addEventListener('turbo:load', meet)
  document.addEventListener('turbo:frame-render', redraw)
  document.addEventListener(
    'visibilitychange',
    () => document.visibilityState === 'visible' && station?.wake(),
  )
  for (const event of ['online', 'offline', 'pageshow']) addEventListener(event, () => station?.wake())
  addEventListener('beforeunload', (event) => station?.view.call && event.preventDefault())
  if (isSecureContext) navigator.mediaDevices?.addEventListener('devicechange', () => void fillDevices())
  meet()
}

/** A page has come: it may be of somebody else, or of nobody. */
function meet() {
  const number = document.getElementById('softphone')?.dataset['number']
  const isSame = station?.view.number === number && station?.view.line !== 'off'
  if (!isSame && !station?.view.call) {
    station?.stop()
    station = number ? begin(number) : undefined
  }
  void fillDevices()
  fillRing()
  redraw()
}

function begin(number: string): Station {
  const begun = new Station(number, {
    drawn: redraw,
    happened: (event) => {
      tick()
      useHeadset(begun.view.call, {
        answer: () => void begun.answer(),
        hangUp: () => begun.hangUp(),
        mute: () => begun.mute(),
      })
      document.dispatchEvent(new CustomEvent(`softphone:${event}`, { detail: { ...begun.view } }))
    },
    words: () => ({ title: wordOf('ringing'), icon: wordOf('icon') }),
  })
  if (begun.view.line !== 'insecure') watchMicrophone((trouble) => begun.tried(trouble))
  return begun
}

function redraw() {
  if (station) draw(station.view)
}

/** The clock and the level of a call run; nothing does without one. */
function tick() {
  const { call } = station?.view ?? {}
  if (!call === !ticking) return
  clearInterval(ticking)
  ticking = call ? setInterval(step, levelEvery) : 0
}

function step() {
  drawLevel(station?.view.call?.level() ?? 0)
  redraw()
}

function changed(field: HTMLElement) {
  if (field instanceof HTMLSelectElement) {
    const use = chooseDevice(field)
    if (use === 'microphone') void station?.view.call?.changeMicrophone().catch(complain)
    if (use === 'speaker') void changeSpeaker()
    if (use) void fillDevices()
  }
  chooseRing(field)
}

/** Lets the browser ask for the microphone now, and not when somebody waits. */
async function allow() {
  await openMicrophone()
    .then(closeStream)
    .then(() => station?.tried(undefined), complain)
  await fillDevices()
}

function complain(error: unknown) {
  if (error instanceof MicrophoneTrouble) station?.tried(error.why)
}

/** The exchange rings this phone again, for the call that went on without it. */
async function resume() {
  const answer = await send(`/calls/${station?.view.resumable}/reconnect`, {}).catch(() => undefined)
  if (!answer?.ok) await toastRefusal(answer)
  if (answer && answer.status < 500) station?.resumed()
}

/** A text or address that the server has put on the element of the phone. */
function wordOf(key: string): string {
  return document.getElementById('softphone')?.dataset[key] ?? ''
}
