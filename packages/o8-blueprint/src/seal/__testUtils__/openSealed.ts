import {
  constants,
  createDecipheriv,
  privateDecrypt,
  type KeyObject,
} from 'node:crypto';

const TAG_BYTES = 16;

/**
 * Opens ciphertext as the controller does, by the format that it publishes: the length of
 * the encrypted session key in two bytes, that key, and AES-256-GCM with its tag.
 *
 * @throws Error for anything that was not sealed for this key and label.
 */
export function openSealed(
  text: string,
  { privateKey, label }: { privateKey: KeyObject; label: string },
): Buffer {
  const bytes = Buffer.from(text, 'base64');
  const keyEnd = 2 + bytes.readUInt16BE(0);
  const sessionKey = privateDecrypt(
    {
      key: privateKey,
      padding: constants.RSA_PKCS1_OAEP_PADDING,
      oaepHash: 'sha256',
      oaepLabel: Buffer.from(label),
    },
    bytes.subarray(2, keyEnd),
  );
  const decipher = createDecipheriv(
    'aes-256-gcm',
    sessionKey,
    Buffer.alloc(12),
  );
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  return Buffer.concat([
    decipher.update(bytes.subarray(keyEnd, -TAG_BYTES)),
    decipher.final(),
  ]);
}
