export { hashPassword, verifyPassword } from './passwords.ts'
export { hashToken, randomToken, same, uuid7 } from './tokens.ts'
export { createVault, type Vault } from './vault.ts'
