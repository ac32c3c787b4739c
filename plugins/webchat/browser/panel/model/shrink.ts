import { planPicture } from './picture.ts'

/** Draws a large picture anew within 2048 px, which also leaves out where it was taken. What fails stays as it is. */
export async function shrink(file: File): Promise<{ name: string; data: Blob }> {
  const whole = { name: file.name || 'image.png', data: file }
  if (!file.type.startsWith('image/')) return whole
  const image = await decode(file).catch(() => undefined)
  if (!image) return whole
  const plan = planPicture(file, image.naturalWidth, image.naturalHeight)
  if (plan.keep) return whole
  const data = await draw(image, plan)
  if (!data || data.size > file.size) return whole
  return { name: whole.name.replace(/\.\w+$/, plan.type === 'image/png' ? '.png' : '.jpg'), data }
}

function decode(file: Blob): Promise<HTMLImageElement> {
  const image = new Image()
  const url = URL.createObjectURL(file)
  return new Promise<HTMLImageElement>((resolve, reject) => {
    image.onload = () => resolve(image)
    image.onerror = reject
    image.src = url
  }).finally(() => URL.revokeObjectURL(url))
}

function draw(
  image: HTMLImageElement,
  plan: { width: number; height: number; type: string },
): Promise<Blob | null> {
  const canvas = document.createElement('canvas')
  canvas.width = plan.width
  canvas.height = plan.height
  canvas.getContext('2d')?.drawImage(image, 0, 0, plan.width, plan.height)
  return new Promise((resolve) => canvas.toBlob(resolve, plan.type, 0.86))
}
