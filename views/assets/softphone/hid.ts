import type { Conversation } from './types.ts'
import { type Bit, type Collection, findBit, isSet, usages } from './usages.ts'

/** A headset as WebHID gives it. */
type Device = EventTarget & {
  opened: boolean
  collections: Collection[]
  open: () => Promise<void>
  sendReport: (report: number, data: BufferSource) => Promise<void>
}
type Hid = EventTarget & {
  getDevices: () => Promise<Device[]>
  requestDevice: (options: { filters: { usagePage: number }[] }) => Promise<Device[]>
}
type Keys = { answer: () => void; hangUp: () => void; mute: () => void }

const telephony = 0x0b
const lights = ['offHookLight', 'ringLight', 'muteLight'] as const

const open = new Set<Device>()
let keys: Keys | undefined
let call: Conversation | undefined

/** Asks the viewer for a headset whose keys should work; a browser that knows none says so by having no button. */
export async function connectHeadset(): Promise<void> {
  for (const device of (await hid()?.requestDevice({ filters: [{ usagePage: telephony }] })) ?? [])
    await use(device)
}

/** What the keys do now. The headset's lights say what the call does: some send no key before they know of one. */
export function useHeadset(now: Conversation | undefined, act: Keys): void {
  if (!keys)
    void hid()
      ?.getDevices()
      .then((known) => known.forEach((device) => void use(device)))
  keys = act
  call = now
  for (const device of open) void light(device)
}

async function use(device: Device) {
  if (!device.opened) await device.open()
  if (open.has(device)) return
  open.add(device)
  const hook = findBit(device.collections, 'inputReports', usages.hook)
  const mute = findBit(device.collections, 'inputReports', usages.mute)
  let wasMute = false
  device.addEventListener('inputreport', (event) => {
    const { reportId, data } = event as Event & { reportId: number; data: DataView }
    if (hook?.report === reportId) hooked(isSet(data, hook))
    if (mute?.report !== reportId) return
    const isMute = isSet(data, mute)
    if (isMute && !wasMute && call) keys?.mute()
    wasMute = isMute
  })
  await light(device)
}

/** Off the hook answers, on it hangs up; what already is so is left. */
function hooked(isOff: boolean) {
  if (isOff && call?.state === 'ringing') keys?.answer()
  if (!isOff && call && call.state !== 'ringing') keys?.hangUp()
}

/** All lights of one report are sent together. */
async function light(device: Device) {
  const on = {
    offHookLight: call !== undefined && call.state !== 'ringing',
    ringLight: call?.state === 'ringing',
    muteLight: call?.muted ?? false,
  }
  const bits = lights.flatMap((name) => {
    const bit = findBit(device.collections, 'outputReports', usages[name])
    return bit ? [{ bit, isOn: on[name] }] : []
  })
  for (const report of new Set(bits.map(({ bit }) => bit.report)))
    await device.sendReport(report, bytesOf(bits.filter(({ bit }) => bit.report === report))).catch(() => {})
}

function bytesOf(bits: { bit: Bit; isOn: boolean }[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.ceil((bits[0]?.bit.bits ?? 8) / 8))
  for (const { bit, isOn } of bits)
    if (isOn) bytes[bit.bit >> 3] = (bytes[bit.bit >> 3] ?? 0) | (1 << (bit.bit & 7))
  return bytes
}

function hid(): Hid | undefined {
  return 'hid' in navigator ? (navigator.hid as Hid) : undefined
}
