import { sign, type KeyObject } from 'node:crypto';

const TAG = {
  integer: 2,
  bits: 3,
  oid: 6,
  text: 12,
  time: 24,
  sequence: 48,
  set: 49,
};
const COMMON_NAME = '550403';
const SHA256_WITH_RSA = '2a864886f70d01010b';

/** One value of DER: what it is, how long, and its bytes. */
function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const bytes = body.length.toString(16);
  const length =
    body.length < 128
      ? Buffer.of(body.length)
      : Buffer.from(
          bytes.padStart(bytes.length + (bytes.length % 2), '0'),
          'hex',
        );
  const head = body.length < 128 ? [] : [0x80 + length.length];
  return Buffer.concat([Buffer.of(tag, ...head), length, body]);
}

function oid(hex: string): Buffer {
  return der(TAG.oid, Buffer.from(hex, 'hex'));
}

function time(at: Date): Buffer {
  const text = at.toISOString().replace(/[-:T]|\.\d+/g, '');
  return der(TAG.time, Buffer.from(text));
}

/** A certificate that its own key has signed, as the controller makes it, as PEM. */
export function createCertificate(
  keys: { publicKey: KeyObject; privateKey: KeyObject },
  { from, to }: { from: Date; to: Date },
): string {
  const algorithm = der(TAG.sequence, oid(SHA256_WITH_RSA), Buffer.of(5, 0));
  const name = der(
    TAG.sequence,
    der(
      TAG.set,
      der(TAG.sequence, oid(COMMON_NAME), der(TAG.text, Buffer.from('test'))),
    ),
  );
  const content = der(
    TAG.sequence,
    der(TAG.integer, Buffer.of(1)),
    algorithm,
    name,
    der(TAG.sequence, time(from), time(to)),
    name,
    keys.publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = sign('sha256', content, keys.privateKey);
  const bytes = der(
    TAG.sequence,
    content,
    algorithm,
    der(TAG.bits, Buffer.of(0), signature),
  );
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return [
    '-----BEGIN CERTIFICATE-----',
    ...lines,
    '-----END CERTIFICATE-----',
    '',
  ].join('\n');
}
