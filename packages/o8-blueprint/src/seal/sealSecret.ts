import { constants, createCipheriv, publicEncrypt } from 'node:crypto';
import { encodeOaep } from './encodeOaep';
import type { SealingCertificate } from './readSealingCertificate';
import { sealingLabel, type SealScope } from './SealScope';

const SESSION_KEY_BYTES = 32;
const SEED_BYTES = 32;
/** Of AES-GCM. Each session key is used once, so that no nonce can come twice. */
const NONCE = Buffer.alloc(12);

/**
 * What a value is sealed with and for.
 *
 * @public
 */
export interface SealOptions {
  certificate: SealingCertificate;
  scope: SealScope;
  /** Where the Secret is: ciphertext opens nowhere else, as far as the scope says. */
  namespace: string;
  /** Of the Secret. */
  name: string;
  /** Gives as many bytes as it is asked for, from a source that nobody can foretell. */
  random: (bytes: number) => Uint8Array;
}

/**
 * A value as the controller of Sealed Secrets opens it: a session key encrypted with
 * RSA-OAEP behind its length in two bytes, then the value encrypted with AES-256-GCM,
 * all in base64. The same random bytes give the same text.
 *
 * @public
 */
export function sealSecret(
  value: Uint8Array,
  { certificate, random, ...place }: SealOptions,
): string {
  const { publicKey, modulusBytes } = certificate;
  const sessionKey = random(SESSION_KEY_BYTES);
  const encoded = encodeOaep({
    message: sessionKey,
    label: sealingLabel(place),
    modulusBytes,
    seed: random(SEED_BYTES),
  });
  const encryptedKey = publicEncrypt(
    { key: publicKey, padding: constants.RSA_NO_PADDING },
    encoded,
  );
  const length = Buffer.alloc(2);
  length.writeUInt16BE(encryptedKey.length);
  const cipher = createCipheriv('aes-256-gcm', sessionKey, NONCE);
  return Buffer.concat([
    length,
    encryptedKey,
    cipher.update(value),
    cipher.final(),
    cipher.getAuthTag(),
  ]).toString('base64');
}
