import { createHmac } from 'node:crypto'

/** Which of the two phones of an extension rings. */
export type Device = 'browser' | 'desk'

/** Staff's number on one exchange; it has two phones, `<number>` for the desk and `<number>-web` in the browser. */
export type Extension = {
  id: number
  channelId: number
  agentId: number
  number: string
  device: Device
  /** The phone picks up by itself. */
  auto: boolean
  online: Record<Device, boolean>
  createdAt: string
}

const suffix = '-web'

/** The name of a phone at the exchange. */
export function phoneName({ number }: Pick<Extension, 'number'>, device: Device): string {
  return device === 'browser' ? `${number}${suffix}` : number
}

/** The extension's number and the device that a phone's name speaks of. */
export function readPhoneName(phone: string): { number: string; device: Device } {
  const isBrowser = phone.endsWith(suffix)
  return {
    number: isBrowser ? phone.slice(0, -suffix.length) : phone,
    device: isBrowser ? 'browser' : 'desk',
  }
}

/** The password of one of the phones: whoever reads it off a desk does not know the browser's. */
export function phoneSecret(secret: string, device: Device): string {
  if (device === 'desk') return secret
  return createHmac('sha256', secret).update(device).digest('base64url')
}
