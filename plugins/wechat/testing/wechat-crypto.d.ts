declare module 'wechat-crypto' {
  /** Of 2014, and without types of its own. */
  export default class WXBizMsgCrypt {
    constructor(token: string, aesKey: string, owner: string)
    encrypt(text: string): string
    decrypt(sealed: string): { message: string; id: string }
    getSignature(timestamp: string, nonce: string, sealed: string): string
  }
}
