/** What the exchange says of a leg; `more` goes over it. */
export function channel(id: string, more: object = {}) {
  return {
    id,
    name: `PJSIP/trunk-${id}`,
    state: 'Ring',
    caller: { name: '', number: '13900139000' },
    ...more,
  }
}

/** Somebody calls 02161234567. */
export function comes(id: string, more: object = {}) {
  return { type: 'StasisStart', args: ['incoming', '02161234567'], channel: channel(id, more) }
}

/** One of our own legs begins. */
export function leaves(id: string) {
  return {
    type: 'StasisStart',
    args: ['leg'],
    channel: channel(id, { name: `PJSIP/8001-${id}`, state: 'Down' }),
  }
}

export function pressed(id: string, digit: string) {
  return { type: 'ChannelDtmfReceived', digit, channel: channel(id) }
}

export function gone(id: string) {
  return { type: 'StasisEnd', channel: channel(id) }
}
