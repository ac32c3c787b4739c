import type { Refusal } from '../shared/http.ts'
import { uuid7 } from '../shared/uuid.ts'
import { put } from './model/outbox.ts'
import { shrink } from './model/shrink.ts'
import type { Store, Upload } from './model/state.ts'
import { transfer } from './model/upload.ts'
import type { Peer } from './peer.ts'
import type { Sender } from './sender.ts'

export type Uploads = {
  upload: (file: File, duration?: number) => void
  cancelUpload: (uid: string) => void
  retryUpload: (uid: string) => void
}

/** Files on their way: each becomes a message when it has arrived. */
export function createUploads(store: Store, peer: Peer, sender: Sender): Uploads {
  const running: Record<string, { file: File; cancel: () => void }> = {}

  function upload(file: File, duration?: number) {
    const uid = uuid7()
    const preview = file.type.startsWith('image/') ? URL.createObjectURL(file) : undefined
    const { name, type: mime, size } = file
    const entry = { uid, name, mime, size, duration, preview, progress: 0, at: new Date().toISOString() }
    store.set({ uploads: [...store.get().uploads, entry] })
    running[uid] = { file, cancel: () => {} }
    void run(uid)
  }

  async function run(uid: string) {
    const entry = running[uid]
    if (!entry) return
    change(uid, { failed: undefined, progress: 0 })
    try {
      await sender.agree()
      const file = await sender.trying((proof) => move(uid, entry, proof))
      arrived(uid, file)
    } catch (error) {
      const { code, message } = error as Refusal
      const final = code === 'invalid' || code === 'too_large'
      if (code !== 'cancelled') change(uid, { failed: { reason: message, final } })
    }
  }

  async function move(uid: string, entry: { file: File; cancel: () => void }, proof?: string) {
    const { config, locale } = store.get()
    const site = { site: config.site, locale, token: peer.token(), proof }
    const moving = transfer(site, await shrink(entry.file), (progress) => change(uid, { progress }))
    entry.cancel = moving.cancel
    return moving.done
  }

  function arrived(uid: string, file: Awaited<ReturnType<typeof move>>) {
    const entry = store.get().uploads.filter((one) => one.uid === uid)[0]
    if (!entry) return
    const { duration, at } = entry
    remove(uid)
    store.set({
      outbox: put(store.get().outbox, { uid, text: '', files: [{ ...file, duration }], duration, at }),
    })
    sender.flush()
  }

  function change(uid: string, change: Partial<Upload>) {
    store.set({ uploads: store.get().uploads.map((one) => (one.uid === uid ? { ...one, ...change } : one)) })
  }

  function remove(uid: string) {
    delete running[uid]
    store.set({ uploads: store.get().uploads.filter((one) => one.uid !== uid) })
  }

  return {
    upload,
    retryUpload: (uid) => void run(uid),
    cancelUpload: (uid) => {
      running[uid]?.cancel()
      remove(uid)
    },
  }
}
