const enough = 2_500_000
const longest = 4096

/** A large photo, or one of a kind that few can read (HEIC), as a JPEG that travels fast; another as it is. */
export async function smaller(file: File): Promise<File> {
  const isPlain = /^image\/(jpeg|png|webp|gif)$/.test(file.type)
  if (isPlain && file.size <= enough) return file
  try {
    const blob = await redrawn(await createImageBitmap(file))
    return blob ? new File([blob], file.name.replace(/\.\w+$/, '') + '.jpg', { type: 'image/jpeg' }) : file
  } catch {
    // This browser cannot read it either; the server says in words what it takes.
    return file
  }
}

function redrawn(image: ImageBitmap): Promise<Blob | null> {
  const scale = Math.min(1, longest / Math.max(image.width, image.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(image.width * scale)
  canvas.height = Math.round(image.height * scale)
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.88))
}
