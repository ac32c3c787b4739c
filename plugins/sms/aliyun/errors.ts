import type { Failure, Tools } from 'qiantai/plugin'

type Rule = { codes: RegExp; reason: string; remedy: Failure }

const never: Failure = { permanent: true }
const refused: Failure = { account: 'refused' }

/**
 * What Aliyun's error codes mean here; the first rule that fits counts. Reasons: `sms:reason.<reason>`.
 * https://help.aliyun.com/document_detail/101346.html
 */
const rules: Rule[] = [
  { codes: /^InvalidAccessKeyId|^InvalidAccessKey/, reason: 'key', remedy: refused },
  { codes: /^SignatureDoesNotMatch|^IncompleteSignature/, reason: 'secret', remedy: refused },
  { codes: /^InvalidTimeStamp|^SignatureNonceUsed/, reason: 'clock', remedy: {} },
  { codes: /RAM_PERMISSION_DENY|^NoPermission|^Forbidden/, reason: 'permission', remedy: refused },
  { codes: /OUT_OF_SERVICE|AMOUNT_NOT_ENOUGH|PRODUCT_UN_?SUBSCRI/, reason: 'balance', remedy: refused },
  { codes: /ACCOUNT_NOT_EXISTS|ACCOUNT_ABNORMAL/, reason: 'account', remedy: refused },
  { codes: /DAY_LIMIT_CONTROL|MONTH_LIMIT/, reason: 'day-limit', remedy: never },
  { codes: /BUSINESS_LIMIT/, reason: 'limit', remedy: never },
  { codes: /MOBILE_NUMBER_ILLEGAL|MOBILE_COUNT|PHONE_NUMBER_ILLEGAL/, reason: 'number', remedy: never },
  { codes: /SIGNATURE_ILLEGAL|SIGN_NAME|SMS_SIGN/, reason: 'sign', remedy: never },
  { codes: /SMS_TEMPLATE|TEMPLATE_ILLEGAL|CONTENT_ILLEGAL/, reason: 'template', remedy: never },
  {
    codes: /TEMPLATE_(MISSING_)?PARAM|INVALID_JSON_PARAM|PARAM_LENGTH_LIMIT|PARAM_NOT_SUPPORT_URL/,
    reason: 'param',
    remedy: never,
  },
  { codes: /BLACK_?KEY|BLACK_?LIST|DENY_IP/, reason: 'blocked', remedy: never },
  { codes: /Throttling|FLOW_CONTROL/, reason: 'busy', remedy: { retryAfter: 10 } },
  { codes: /^isp\.|^InternalError|^ServiceUnavailable/, reason: 'busy', remedy: {} },
]

/** The failure behind an error code; what nobody has told us of is shown in Aliyun's words, and not tried again. */
export function failureFor(tools: Tools, code: string, message: string): Error {
  const rule = rules.find(({ codes }) => codes.test(code))
  if (rule) return tools.failure(`sms:reason.${rule.reason}`, rule.remedy)
  return tools.failure(`sms:reason.refused ${[code, message].filter(Boolean).join(' ')}`, never)
}
