import type { SMTPTransportOptions } from 'nodemailer/lib/smtp-transport'
import { Forbidden } from '../../../errors.ts'
import { addressFor } from '../../../platform/fetch/index.ts'
import { failure } from '../../../platform/jobs/index.ts'
import type { Settings } from '../../../plugin/index.ts'
import { type Out, type Sender, textIn } from './sender.ts'

const patience = 10_000

/** A mailbox by SMTP. Loaded with the first mail: a start should not wait for it. */
export const sendToEmail: Sender = async (out, settings, { id, heading, title, lines, url }) => {
  const { createTransport } = await import('nodemailer')
  const transport = createTransport(await wayTo(out, settings))
  const mail = {
    from: textIn(settings, 'from'),
    to: textIn(settings, 'to'),
    subject: `[${heading}] ${title}`,
    text: [title, ...lines, url].filter(Boolean).join('\n\n'),
    messageId: `<${id}@${textIn(settings, 'from').split('@')[1]}>`,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
  await transport.sendMail(mail).catch(refused)
}

/** A name is looked up here, once: what was judged is what is connected to. */
async function wayTo({ config }: Out, settings: Settings): Promise<SMTPTransportOptions> {
  const [host, user, security] = ['host', 'user', 'security'].map((name) => textIn(settings, name))
  return {
    host: await addressFor(config.allowPrivateHosts, host ?? '').catch(unreachable),
    port: Number(settings['port']),
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    tls: { servername: host },
    ...(user && { auth: { user, pass: textIn(settings, 'password') } }),
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
  }
}

function unreachable(error: unknown): never {
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof Forbidden) throw failure(`alerts.reason.private ${message}`, { permanent: true })
  throw failure(`alerts.reason.unreachable ${message}`)
}

/** 4yz may go well later, 5yz will not (RFC 5321, 4.2.1). */
function refused(error: unknown): never {
  if (!(error instanceof Error)) throw error
  const code = 'code' in error ? error.code : undefined
  const answered = 'responseCode' in error ? Number(error.responseCode) : 0
  const reason = code === 'EAUTH' ? 'password' : answered ? 'refused' : 'unreachable'
  throw failure(`alerts.reason.${reason} ${error.message}`, { permanent: answered >= 500 })
}
