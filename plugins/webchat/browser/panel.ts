import { createHttp } from './shared/http.ts'
import type { Config } from './shared/wire.ts'
import { createChat, type Chat } from './panel/chat.ts'
import { meetLauncher } from './panel/embedded.ts'
import { standAlone } from './panel/alone.ts'
import { createMemory, type Memory } from './panel/model/memory.ts'
import { join } from './panel/model/outbox.ts'
import { createStore, type State } from './panel/model/state.ts'
import type { Peer, PeerEvents } from './panel/peer.ts'
import { followWindow } from './panel/view/window.ts'
import { chime, readySound } from './panel/view/sound.ts'
import { drawAll } from './panel/view/stage.ts'
import { wordsOf } from './panel/words.ts'

/** Meets who stands behind the panel, then draws the chat and keeps both in step. */
async function start(config: Config, alone: boolean) {
  let peer: Peer | undefined
  let chat: Chat | undefined
  const memory = createMemory(config.site, () => peer?.visitor() ?? '')
  const store = createStore(firstState(config, memory, alone))
  const http = createHttp(location.origin, config.site, () => store.get().locale)

  const events: PeerEvents = {
    heard: (heard, loud) => {
      const fresh = chat?.hear(heard) ?? []
      if (fresh.length && heard.news && store.get().sound && (loud || !document.hidden)) chime()
    },
    state: (link) => {
      const back = link === 'online' && store.get().link !== 'online'
      store.set({ link })
      if (back) chat?.flush()
    },
    changed: () => chat?.reset(),
    shown: ({ open, phone }) => {
      store.set({ open, phone })
      if (open && !phone) document.querySelector('textarea')?.focus()
    },
    page: (page) => store.set({ page }),
    restyled: (next) => store.set({ config: next }),
  }

  peer = alone ? standAlone(http, config, () => store.get().locale, events) : await meetLauncher(http, events)
  store.set({ outbox: memory.outbox() })
  chat = createChat(store, memory, peer)
  show(store.get().locale)
  let shownLocale = store.get().locale
  store.watch((state) => {
    if (state.locale === shownLocale) return
    shownLocale = state.locale
    show(state.locale)
  }, 'lasting')
  readySound()
  followWindow()
  await peer.ready
  store.set({ outbox: join(memory.outbox(), store.get().outbox) })
  await chat.load().catch(() => {})

  function show(language: 'zh-CN' | 'en') {
    if (!peer || !chat) return
    store.forget()
    drawAll({ store, chat, memory, words: wordsOf(language), close: peer.close })
    store.set({})
  }
}

function firstState(config: Config, memory: Memory, open: boolean): State {
  const chosen = memory.choice('locale')
  const locale = chosen === 'en' || chosen === 'zh-CN' ? chosen : config.locale
  const choices = { locale, large: memory.choice('large') === '1', sound: memory.choice('silent') !== '1' }
  const talk = {
    loaded: false,
    consented: false,
    messages: [],
    more: false,
    outbox: [],
    uploads: [],
    left: false,
  }
  const { availability } = config
  return { config, availability, ...choices, ...talk, open, phone: false, link: 'connecting', draft: '' }
}

const { config, mode } = document.body.dataset
if (config) void start(JSON.parse(config) as Config, mode === 'page' || parent === window)
