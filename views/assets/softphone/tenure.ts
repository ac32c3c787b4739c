/** Which tab of this browser has the phone. */
export type Tenure = {
  /** Takes it from the tab that has it. */
  take: () => void
  /** Tells the other tabs whether this one talks. */
  tell: (talks: boolean) => void
  end: () => void
}

type Hearing = {
  mine: () => void
  /** Another tab has it, or has taken it; `talks` while it is in a call. */
  others: (talks: boolean) => void
}

/**
 * One tab has the phone of this name; the others wait, and the next one gets it when that tab is closed. A tab that is
 * thrown away or frozen lets go by itself: that is what locks are for.
 */
export function holdPhone(name: string, hear: Hearing): Tenure {
  const lock = `qiantai.phone.${name}`
  const channel = new BroadcastChannel(lock)
  let letGo = () => {}
  let waiting = new AbortController()
  let isMine = false
  let talks = false

  channel.addEventListener('message', ({ data }) => {
    if (isMine) return void (data === 'ask' && channel.postMessage({ talks }))
    if (data !== 'ask') hear.others(Boolean(data.talks))
  })

  function has(): Promise<void> {
    isMine = true
    channel.postMessage({ talks })
    hear.mine()
    return new Promise((resolve) => (letGo = resolve))
  }
  function queue() {
    waiting = new AbortController()
    const { signal } = waiting
    navigator.locks.request(lock, { signal }, has).catch(lost)
    channel.postMessage('ask')
  }
  /** The wait was given up, or the phone was taken away. */
  function lost() {
    if (!isMine) return
    isMine = false
    hear.others(false)
    queue()
  }
  async function begin() {
    const free = await navigator.locks.request(lock, { ifAvailable: true }, (got) => {
      if (!got) return false
      return has().then(() => true)
    })
    if (free) return
    hear.others(false)
    queue()
  }

  begin().catch(lost)
  return {
    take() {
      waiting.abort()
      navigator.locks.request(lock, { steal: true }, has).catch(lost)
    },
    tell(now) {
      if (now === talks) return
      talks = now
      if (isMine) channel.postMessage({ talks })
    },
    end() {
      isMine = false
      waiting.abort()
      channel.close()
      letGo()
    },
  }
}
