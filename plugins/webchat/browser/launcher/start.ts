import { take } from '../shared/api.ts'
import type { ToPage } from '../shared/bridge.ts'
import { createHttp, type Http } from '../shared/http.ts'
import { trackPages } from '../shared/journey/tracker.ts'
import { openLine } from '../shared/line.ts'
import type { Heard } from '../shared/link/carrier.ts'
import type { LinkState } from '../shared/link/link.ts'
import { createSession, type Session } from '../shared/session.ts'
import { countUnread } from '../shared/unread.ts'
import type { Config, Message } from '../shared/wire.ts'
import { makeFrame, type Frame } from './frame.ts'
import { greetLater } from './greeting.ts'
import { createIdentity } from './identity.ts'
import { drawLauncher } from './look.ts'
import { setStage } from './stage.ts'
import { wordsOf } from './words.ts'

export type Start = { host: string; site: string; locale: string; nonce: string }

type Listener = (value?: unknown) => void

/** Brings the launcher to life: who the visitor is, what the site looks like, then the button, the line and the path. */
export async function start({ host, site, locale, nonce }: Start): Promise<void> {
  const http: Http = createHttp(host, site, () => locale)
  const session = createSession(http, site)
  const [config] = (await Promise.all([http('config'), session.open()])) as [Config, boolean]
  locale = config.locale
  run({ config, host, http, session, nonce })
}

type Ready = { config: Config; host: string; http: Http; session: Session; nonce: string }

function run({ config, host, http, session, nonce }: Ready) {
  const { site } = config
  const words = wordsOf(config.locale)
  const listeners: Record<string, Listener[]> = {}
  const emit = (name: string, value?: unknown) => (listeners[name] ?? []).forEach((listener) => listener(value))
  let unread: Message[] = []
  let state: LinkState = 'connecting'
  let frame: Frame | undefined
  let ready = false

  const look = drawLauncher(config, host, words, nonce, {
    toggle: () => (stage.isOpen() ? stage.close() : stage.open()),
    open: () => stage.open(),
    close: () => stage.close(),
    near: () => preload(),
  })
  const stage = setStage(look, {
    changed: (open) => {
      ungreet()
      if (open) preload()
      show(unread)
      tellShown()
      if (open) frame?.focus()
      emit(open ? 'open' : 'close')
    },
  })
  const line = openLine(
    { host, site, locale: () => config.locale, http, session },
    {
      heard,
      state: (next) => {
        state = next
        post({ type: 'state', data: next })
      },
      held: () => unread.map((message) => ({ type: 'message', cursor: '', message })),
      changed: () => passToken(true),
    },
  )
  const tracker = trackPages(site, (report, last) => {
    post({ type: 'page', data: { url: location.href, title: document.title } })
    const body = { ...report }
    if (!last && state === 'online') line.tell({ t: 'page', ...report })
    else http('pages', { token: session.token(), body, keepalive: last }).catch(() => {})
  })
  const identity = createIdentity(http, session, renew)
  const ungreet = config.greeting ? greetLater(site, greet) : () => {}

  function heard(news: Heard) {
    const before = unread
    show(countUnread(unread, news))
    post({ type: 'heard', data: { heard: news, loud: line.leads() } })
    const last = unread[unread.length - 1]
    if (!last || before.some((message) => message.uid === last.uid)) return
    if (last.state === 'sent' && line.leads()) line.tell({ t: 'seen', upto: last.uid, read: false })
    preload()
    emit('message', { text: last.text, author: last.author?.name })
  }

  function show(next: Message[]) {
    const changed = next.length !== unread.length
    unread = next
    look.unread(stage.isOpen() ? [] : unread)
    if (changed) emit('unread', unread.length)
  }

  function greet(shut: () => void) {
    if (stage.isOpen() || unread.length) return
    const agent = config.availability.agents[0]
    look.greet({ name: config.name, avatar: config.avatar ?? agent?.avatar ?? config.logo }, config.greeting ?? '', shut)
  }

  function preload() {
    frame = frame ?? makeFrame(look.panel, config, host, words.title, answer)
  }

  function post(letter: Parameters<Frame['post']>[0]) {
    if (ready) frame?.post(letter)
  }

  function answer(letter: ToPage) {
    if (letter.type === 'ready') {
      ready = true
      post({ type: 'init', data: { config, token: session.token(), phone: stage.isPhone(), state } })
      post({ type: 'page', data: { url: location.href, title: document.title } })
      tellShown()
    }
    if (letter.type === 'close') stage.close()
    if (letter.type === 'tell') line.tell(letter.data)
    if (letter.type === 'renew') void renew()
    if (letter.type === 'consented') void identity.consented()
    if (letter.type === 'forget') {
      session.forget()
      void renew()
    }
  }

  function tellShown() {
    post({ type: 'shown', data: { open: stage.isOpen(), phone: stage.isPhone() } })
  }

  function renew() {
    return session.open().then((changed) => {
      if (changed) line.restart()
      passToken(changed)
    }, () => {})
  }

  function passToken(changed: boolean) {
    if (changed) show([])
    post({ type: 'token', data: { token: session.token(), changed } })
  }

  function update(changes: Partial<Config>) {
    const { theme, side, offset, launcher, accent } = { ...config, ...changes }
    config = { ...config, theme, side, offset, launcher, accent }
    look.restyle(config)
    post({ type: 'init', data: { config, token: session.token(), phone: stage.isPhone(), state } })
  }

  function shutdown() {
    stage.end()
    line.stop()
    tracker.stop()
    ungreet()
    frame?.close()
    look.remove()
    session.forget()
  }

  const commands: Record<string, (...values: never[]) => unknown> = {
    open: stage.open,
    close: stage.close,
    toggle: () => (stage.isOpen() ? stage.close() : stage.open()),
    identify: (profile: object) => identity.identify(profile),
    track: (name: string) => tracker.step(String(name)),
    update,
    shutdown,
    on: (name: string, listener: Listener) => {
      listeners[name] = [...(listeners[name] ?? []), listener]
      if (name === 'ready') listener()
    },
  }

  line.start()
  take((name, values) => commands[name]?.(...(values as never[])))
}
