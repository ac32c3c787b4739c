import { type Remedies, remediesOf } from './remedies.ts'

/** The errors of 公众号 and 小程序. */
export const appCodes: Remedies = remediesOf(
  ['-1', 'retry', 'busy'],
  ['40001 40014 42001', 'renew', 'token'],
  ['40125 41004 40013 40243', 'mend', 'secret'],
  ['40164', 'mend', 'address'],
  ['40003', 'drop', 'customer'],
  ['40004-40006 40009-40012 45001 45007', 'drop', 'media'],
  ['40007', 'upload', 'mediaGone'],
  ['40008 40200', 'simplify', 'kind'],
  ['40033 47001 44002', 'drop', 'characters'],
  ['43004 43005 50005', 'leave', 'unfollowed'],
  ['43019 48002', 'close', 'blocked'],
  ['45002-45004 45008 44003 44004', 'drop', 'length'],
  ['45015', 'close', 'window'],
  ['45047', 'close', 'count'],
  ['45009', 'tomorrow', 'quota'],
  ['45011', 'pause', 'often'],
  ['45072 45080 45081', 'drop', 'typing'],
  ['48001', 'drop', 'permission'],
  ['48004 50002', 'mend', 'banned'],
  ['47003', 'drop'],
  ['40037', 'drop', 'template'],
  ['43101 43116', 'drop', 'consent'],
  ['61450-61459 65400-65417', 'drop', 'kfAccount'],
  ['87009', 'mend', 'apiSignature'],
  ['40029 40163', 'drop', 'linking'],
)

/** The same code means another thing where a token is asked for. */
export const appTokenCodes: Remedies = { ...appCodes, ...remediesOf(['40001', 'mend', 'secret']) }

/** The errors of 微信客服. */
export const kefuCodes: Remedies = {
  ...appCodes,
  ...remediesOf(
    ['40001 40014 42001', 'renew', 'token'],
    ['60020', 'mend', 'address'],
    ['48002 95017', 'mend', 'kefuPermission'],
    ['45009', 'pause', 'often'],
    ['40096', 'drop', 'customer'],
    ['95000', 'mend', 'kefuAccount'],
    ['95011', 'mend', 'kefuInside'],
    ['95012', 'mend', 'kefuOutside'],
    ['95016 95018', 'drop', 'kefuState'],
    ['95013', 'close', 'sessionClosed'],
  ),
}

/** The errors of 微信客服 where a token is asked for. */
export const kefuTokenCodes: Remedies = { ...kefuCodes, ...remediesOf(['40001 40013', 'mend', 'corpSecret']) }
