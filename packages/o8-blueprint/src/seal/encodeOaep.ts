import { createHash } from 'node:crypto';

const HASH = 'sha256';
const HASH_BYTES = 32;

/**
 * A message as RSA-OAEP with SHA-256 encrypts it (RFC 8017, 7.1.1, steps 1b and 2): a
 * number below the modulus, bound to a label. Node's own encryption takes no random
 * bytes from outside, with which the same input would not give the same output.
 */
export function encodeOaep({
  message,
  label,
  modulusBytes,
  seed,
}: {
  message: Uint8Array;
  label: string;
  modulusBytes: number;
  /** Random, as many as the hash has. */
  seed: Uint8Array;
}): Buffer {
  const blockBytes = modulusBytes - HASH_BYTES - 1;
  const paddingBytes = blockBytes - HASH_BYTES - 1 - message.length;
  if (paddingBytes < 0 || seed.length !== HASH_BYTES) {
    throw new RangeError(
      'the message does not fit into the key, or the seed is not one',
    );
  }
  const block = Buffer.concat([
    createHash(HASH).update(label).digest(),
    Buffer.alloc(paddingBytes),
    Buffer.of(1),
    message,
  ]);
  const maskedBlock = xor(block, expand(seed, blockBytes));
  const maskedSeed = xor(seed, expand(maskedBlock, HASH_BYTES));
  return Buffer.concat([Buffer.of(0), maskedSeed, maskedBlock]);
}

/** As many bytes as are needed from few: MGF1 of RFC 8017, B.2.1. */
function expand(seed: Uint8Array, bytes: number): Buffer {
  const parts = Array.from(
    { length: Math.ceil(bytes / HASH_BYTES) },
    (_, at) => {
      const counter = Buffer.alloc(4);
      counter.writeUInt32BE(at);
      return createHash(HASH).update(seed).update(counter).digest();
    },
  );
  return Buffer.concat(parts).subarray(0, bytes);
}

function xor(a: Uint8Array, b: Uint8Array): Buffer {
  return Buffer.from(a.map((byte, index) => byte ^ b[index]));
}
