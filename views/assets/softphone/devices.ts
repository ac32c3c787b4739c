import { choice, choose } from './choices.ts'

/** What devices are used for, and the kind that it takes. */
const kinds = { microphone: 'audioinput', speaker: 'audiooutput', ring: 'audiooutput' } as const
export type Use = keyof typeof kinds

/**
 * The id of the device that was chosen for this; undefined: the usual one, also where the chosen one is not plugged in.
 * Browsers give devices new ids now and then, so its name counts as well.
 */
export async function deviceFor(use: Use): Promise<string | undefined> {
  if (!choice(use)) return undefined
  return chosenOf(use, await devicesFor(use))?.deviceId
}

/**
 * Fills every `select[data-softphone-device]` of the page with what is plugged in. Browsers name devices only to who may
 * hear the microphone; before that the list has the usual one alone, which the page names itself.
 */
export async function fillDevices(): Promise<void> {
  for (const select of document.querySelectorAll<HTMLSelectElement>('select[data-softphone-device]')) {
    const use = useOf(select)
    if (use && navigator.mediaDevices) fill(select, use, await devicesFor(use))
  }
}

/** Remembers what was chosen in a select; answers what it is for. */
export function chooseDevice(select: HTMLSelectElement): Use | undefined {
  const use = useOf(select)
  if (!use) return undefined
  choose(use, select.value)
  choose(`${use}.name`, select.value && (select.selectedOptions[0]?.label ?? ''))
  return use
}

function fill(select: HTMLSelectElement, use: Use, devices: MediaDeviceInfo[]) {
  const [usual] = select.options
  const options = devices.map(({ deviceId, label }) => new Option(label, deviceId))
  select.replaceChildren(...(usual ? [usual] : []), ...options)
  select.value = chosenOf(use, devices)?.deviceId ?? ''
}

/** Browsers list the usual device a second and third time. */
async function devicesFor(use: Use): Promise<MediaDeviceInfo[]> {
  const devices = await navigator.mediaDevices.enumerateDevices()
  const isOne = (id: string) => id !== '' && id !== 'default' && id !== 'communications'
  return devices.filter(({ kind, label, deviceId }) => kind === kinds[use] && label && isOne(deviceId))
}

function chosenOf(use: Use, devices: MediaDeviceInfo[]): MediaDeviceInfo | undefined {
  const [id, name] = [choice(use), choice(`${use}.name`)]
  return devices.find(({ deviceId }) => deviceId === id) ?? devices.find(({ label }) => label === name)
}

function useOf(select: HTMLSelectElement): Use | undefined {
  const use = select.dataset['softphoneDevice']
  return use === 'microphone' || use === 'speaker' || use === 'ring' ? use : undefined
}
