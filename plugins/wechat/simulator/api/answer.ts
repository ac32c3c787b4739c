import type { ServerResponse } from 'node:http'
import { randomHex } from '../world/ids.ts'
import { toJson } from '../wire/fields.ts'
import { isRefusal } from './refusal.ts'

/** What a handler answers: a JSON object, or a page or file with a status of its own. */
export type Answer = Record<string, unknown> | Page

const pages = new WeakSet<object>()

export type Page = { status: number; headers: Record<string, string>; body: Buffer | string }

/** An answer that is no JSON. */
export function page(status: number, headers: Record<string, string>, body: Buffer | string = ''): Page {
  const answer = { status, headers, body }
  pages.add(answer)
  return answer
}

/** A file under a name, as media are downloaded. */
export function file(mime: string, name: string, data: Buffer): Page {
  return page(200, { 'content-type': mime, 'content-disposition': `attachment; filename="${name}"` }, data)
}

/** What the platform says where there is nothing else to say. */
export const ok = { errcode: 0, errmsg: 'ok' }

/** What a handler threw, as the platform says it. What is no refusal is a bug, and goes on. */
export function refusalAnswer(error: unknown): Record<string, unknown> {
  if (!isRefusal(error)) throw error
  return { errcode: error.errcode, errmsg: `${error.message} rid: ${rid()}` }
}

/** Sends an answer; refusals too have the status 200. */
export function write(response: ServerResponse, answer: Answer): void {
  if (isPage(answer)) return void response.writeHead(answer.status, answer.headers).end(answer.body)
  response.writeHead(200, { 'content-type': 'application/json; encoding=utf-8' }).end(toJson(answer))
}

const isPage = (answer: Answer): answer is Page => pages.has(answer)

const rid = () => [randomHex(8), randomHex(8), randomHex(8)].join('-')
