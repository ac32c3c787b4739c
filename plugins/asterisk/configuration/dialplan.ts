import type { ConfigurationFile } from 'qiantai/plugin'
import { file } from './file.ts'
import type { Plan, Trunk } from './plan.ts'

/**
 * Every call goes to the front desk, and what is here besides is for when nobody is there: callers are put through to
 * the fallback number or leave a message, and phones of staff reach emergency numbers. Nothing else can be dialled.
 */
export function extensions({ fallback, trunk }: Plan): ConfigurationFile {
  return file(
    'extensions.conf',
    [
      'every call goes to the front desk; the rest is for when it is away.',
      'A recording /usr/share/asterisk/sounds/front-desk-away.wav (WAV, 8 kHz, mono, 16 bits) is played then.',
    ],
    [
      '[general]\nstatic = yes\nwriteprotect = yes',
      context('from-trunk', incoming),
      away(trunk, fallback),
      staff(trunk),
    ],
  )
}

const incoming = [
  'exten => _[+0-9].,1,Stasis(qiantai,incoming,${EXTEN})',
  ' same => n,GotoIf($["${STASISSTATUS}" = "FAILED"]?away,${EXTEN},1)',
  ' same => n,Hangup()',
]

/** Messages lie among the recordings that the front desk may fetch, by time, caller and number called. */
function away(trunk: Trunk, fallback: string | undefined): string {
  const ring = fallback
    ? [
        ` same => n,Dial(${outside(trunk, fallback)},40)`,
        ' same => n,GotoIf($["${DIALSTATUS}" = "ANSWER"]?done)',
      ]
    : []
  return context('away', [
    'exten => _[+0-9].,1,Answer()',
    ' same => n,Wait(1)',
    ' same => n,Playback(front-desk-away)',
    ...ring,
    ' same => n,Playtones(record)',
    ' same => n,Wait(0.5)',
    ' same => n,StopPlaytones()',
    ' same => n,Record(${ASTSPOOLDIR}/recording/away/${EPOCH}-${FILTER(+0-9,${CALLERID(num)})}-${FILTER(+0-9,${EXTEN})}.wav,5,120,kq)',
    ' same => n(done),Hangup()',
  ])
}

/** Help can be called even then. */
const help = ['110', '119', '120', '122']

function staff(trunk: Trunk): string {
  return context('from-staff', [
    ...help.map((number) => `exten => ${number},1,Dial(${outside(trunk, number)})`),
    '',
    'exten => _[+*#0-9]!,1,Stasis(qiantai,outgoing,${CHANNEL(endpoint)},${EXTEN})',
    ' same => n,Progress()',
    ' same => n,Playtones(congestion)',
    ' same => n,Wait(5)',
    ' same => n,Hangup()',
  ])
}

const outside = ({ name, prefix }: Trunk, number: string) => `PJSIP/${prefix}${number}@${name}`

function context(name: string, lines: string[]): string {
  return [`[${name}]`, ...lines].join('\n')
}
