import type { Failure } from 'qiantai/plugin'

/** What is to be done about an error: a failure, a wait until the hour is over, or nothing, as it is done already. */
export type Remedy = Failure | 'next-hour' | 'done'
export type Rule = { codes: (number | [number, number])[]; reason: string; remedy: Remedy }

const never: Failure = { permanent: true }
const closed: Failure = { permanent: true, window: 'closed' }
const refused: Failure = { account: 'refused' }

/** Weibo's error codes; the first rule that has the code counts. Reasons: `weibo:reason.<reason>`. */
export const rules: Rule[] = [
  {
    codes: [
      [10001, 10003],
      [10009, 10011],
    ],
    reason: 'busy',
    remedy: {},
  },
  { codes: [10004], reason: 'ip-limit', remedy: { retryAfter: 600 } },
  { codes: [10005, 10014], reason: 'permission', remedy: never },
  { codes: [10006, 10008, 10016, 10017, 20001], reason: 'parameter', remedy: never },
  { codes: [10013, 20003], reason: 'user-gone', remedy: closed },
  { codes: [10018, 20012, 20013], reason: 'too-long', remedy: never },
  { codes: [[10022, 10024]], reason: 'rate', remedy: 'next-hour' },
  { codes: [20016], reason: 'too-fast', remedy: { retryAfter: 60 } },
  { codes: [20017, 20019, 20306], reason: 'repeated', remedy: never },
  { codes: [20018, 20020, 20021], reason: 'content', remedy: never },
  { codes: [20031], reason: 'captcha', remedy: refused },
  { codes: [20101, 20201], reason: 'item-gone', remedy: never },
  { codes: [20111], reason: 'repeated', remedy: 'done' },
  { codes: [[20203, 20207]], reason: 'comments-closed', remedy: never },
  { codes: [[20301, 20309]], reason: 'window', remedy: closed },
  { codes: [[26400, 26499]], reason: 'menu', remedy: never },
  { codes: [21301, 21321], reason: 'app', remedy: refused },
  { codes: [21324], reason: 'secret', remedy: refused },
  { codes: [21325], reason: 'code', remedy: never },
  { codes: [[21314, 21317], 21319, 21327, 21332], reason: 'token', remedy: refused },
]

/** The rule of a code, or undefined where nobody has told us of it. */
export function ruleOf(code: string): Rule | undefined {
  return rules.find(({ codes }) => codes.some((each) => isWithin(Number(code), each)))
}

function isWithin(code: number, each: number | [number, number]): boolean {
  return typeof each === 'number' ? code === each : code >= each[0] && code <= each[1]
}
