import { addressOf, refusalOf } from '../../shared/http.ts'
import type { WireFile } from '../../shared/wire.ts'

export type Transfer = { done: Promise<WireFile>; cancel: () => void }

/** Sends the bytes of one file. Rejects with a Refusal; cancelled, its code is `cancelled`. `progress` is 0…1. */
export function transfer(
  site: { site: string; locale: string; token: string; proof?: string },
  file: { name: string; data: Blob },
  progress: (share: number) => void,
): Transfer {
  const request = new XMLHttpRequest()
  const done = new Promise<WireFile>((resolve, reject) => {
    request.upload.onprogress = (event) => event.total && progress(event.loaded / event.total)
    request.onerror = () => reject(refusalOf(undefined))
    request.onabort = () => reject({ code: 'cancelled', message: '', retryAfter: 0 })
    request.onload = () => {
      const answer = parse(request.responseText)
      if (request.status < 300) resolve(answer as WireFile)
      else reject(refusalOf(answer ?? {}))
    }
  })
  request.open('POST', addressOf(location.origin, 'uploads', { site: site.site, locale: site.locale }))
  request.setRequestHeader('Authorization', `Bearer ${site.token}`)
  request.setRequestHeader('Content-Type', 'application/octet-stream')
  request.setRequestHeader('X-File-Name', encodeURIComponent(file.name))
  if (site.proof) request.setRequestHeader('X-Proof', site.proof)
  request.send(file.data)
  return { done, cancel: () => request.abort() }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
