import { json, meta } from './page.ts'

export type Uploaded = { uid: string; name: string; mime: string; size: number }
export type Upload = { done: Promise<Uploaded>; cancel: () => void }

/** Sends one file, telling how much of it has left (0 to 1). Rejects with a reason to show. */
export function upload(file: File, progress: (part: number) => void): Upload {
  const request = new XMLHttpRequest()
  const done = new Promise<Uploaded>((resolve, reject) => {
    request.upload.addEventListener('progress', ({ loaded, total }) => progress(total ? loaded / total : 0))
    request.addEventListener('load', () => settle(request, resolve, reject))
    request.addEventListener('error', () => reject(new Error('')))
    request.addEventListener('abort', () => reject(new Error('')))
  })
  const form = new FormData()
  form.append('file', file, file.name || 'image.png')
  request.open('POST', '/files')
  request.setRequestHeader('accept', json)
  request.setRequestHeader('x-csrf-token', meta('csrf-token'))
  request.send(form)
  return { done, cancel: () => request.abort() }
}

function settle(request: XMLHttpRequest, resolve: (file: Uploaded) => void, reject: (error: Error) => void) {
  const answer = parsed(request.responseText)
  if (request.status < 300) resolve(answer as Uploaded)
  else reject(new Error(answer.faults?.[0]?.message ?? answer.error ?? ''))
}

function parsed(body: string): { error?: string; faults?: { message: string }[] } {
  try {
    return JSON.parse(body)
  } catch {
    return {}
  }
}
