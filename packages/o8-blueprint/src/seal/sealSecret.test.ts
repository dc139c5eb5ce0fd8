import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { valueOf } from '../__testUtils__/examples';
import { createCertificate, openSealed } from './__testUtils__';
import { encodeOaep } from './encodeOaep';
import { readSealingCertificate } from './readSealingCertificate';
import { sealingLabel, type SealScope } from './SealScope';
import { sealSecret, type SealOptions } from './sealSecret';

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const certificate = valueOf(
  readSealingCertificate(
    createCertificate(keys, {
      from: new Date('2026-01-01'),
      to: new Date('2036-01-01'),
    }),
  ),
);
const PLACE = { namespace: 'billing', name: 'stripe' };
const LABELS: [SealScope, string][] = [
  ['strict', 'billing/stripe'],
  ['namespace-wide', 'billing'],
  ['cluster-wide', ''],
];
const VALUES = [
  Buffer.from('hunter2'),
  Buffer.from('Grüße\n\t€ 💜'),
  Buffer.from([0, 255, 10, 0]),
  Buffer.alloc(0),
  Buffer.alloc(70_000, 'x'),
];

const seal = (value: Uint8Array, more: Partial<SealOptions> = {}) =>
  sealSecret(value, {
    certificate,
    scope: 'strict',
    ...PLACE,
    random: randomBytes,
    ...more,
  });
const openWith = (label: string) => (text: string) =>
  openSealed(text, { privateKey: keys.privateKey, label });

describe.each(LABELS)('a secret sealed %s', (scope, label) => {
  const open = openWith(label);

  it('opens with the private key, whatever it is', () => {
    for (const value of VALUES) {
      expect(open(seal(value, { scope })).equals(value)).toBe(true);
    }
  });

  it('opens nowhere else', () => {
    const text = seal(VALUES[0], { scope });
    const others = [
      ...LABELS.map(([, other]) => other),
      'shop/stripe',
      'billing/other',
      'billing/',
      'shop',
    ].filter(other => other !== label);
    for (const other of others) {
      expect(() => openWith(other)(text)).toThrow();
    }
    const stranger = generateKeyPairSync('rsa', { modulusLength: 1024 });
    expect(() =>
      openSealed(text, { privateKey: stranger.privateKey, label }),
    ).toThrow();
  });

  it('is bound to what the scope says, and to nothing more', () => {
    const text = seal(VALUES[0], { scope, namespace: 'shop', name: 'other' });
    const labelThere = sealingLabel({
      scope,
      namespace: 'shop',
      name: 'other',
    });
    expect(openWith(labelThere)(text).toString()).toBe('hunter2');
    expect(labelThere === label).toBe(scope === 'cluster-wide');
  });
});

describe('ciphertext', () => {
  it('is the length of the encrypted key, the key, the value and its tag', () => {
    const bytes = Buffer.from(seal(VALUES[0]), 'base64');
    expect(bytes.readUInt16BE(0)).toBe(256);
    expect(bytes).toHaveLength(2 + 256 + 'hunter2'.length + 16);
    expect(seal(VALUES[0])).toMatch(/^AQ[A-Za-z0-9+/]+=*$/);
  });

  it('does not open when one of its bytes is another', () => {
    const bytes = Buffer.from(seal(VALUES[0]), 'base64');
    const open = openWith('billing/stripe');
    for (const at of [
      0,
      1,
      2,
      200,
      257,
      258,
      bytes.length - 17,
      bytes.length - 1,
    ]) {
      const changed = Buffer.from(bytes);
      changed[at] ^= 1;
      expect(() => open(changed.toString('base64'))).toThrow();
    }
    expect(() => open(bytes.subarray(0, -1).toString('base64'))).toThrow();
  });

  it('follows from the random bytes alone, and is another with others', () => {
    const fixed = (seed: string) => () =>
      createHash('sha256').update(seed).digest();
    const one = seal(VALUES[0], { random: fixed('a') });
    expect(seal(VALUES[0], { random: fixed('a') })).toBe(one);
    expect(seal(VALUES[0], { random: fixed('b') })).not.toBe(one);
    expect(seal(VALUES[0])).not.toBe(seal(VALUES[0]));
    expect(openWith('billing/stripe')(one).toString()).toBe('hunter2');
  });

  it('asks for a key and a seed of 32 bytes, and takes no fewer', () => {
    const asked: number[] = [];
    seal(VALUES[0], {
      random: bytes => {
        asked.push(bytes);
        return randomBytes(bytes);
      },
    });
    expect(asked).toEqual([32, 32]);
    expect(() => seal(VALUES[0], { random: () => randomBytes(16) })).toThrow(
      RangeError,
    );
  });

  it('never holds the value or its key in the open', () => {
    const key = randomBytes(32);
    const bytes = Buffer.from(
      seal(Buffer.from('hunter2hunter2'), { random: () => key }),
      'base64',
    );
    expect(bytes.includes('hunter2')).toBe(false);
    expect(bytes.includes(key)).toBe(false);
  });
});

it('encodeOaep refuses a message that the key has no room for', () => {
  const parts = { label: '', modulusBytes: 128, seed: randomBytes(32) };
  expect(encodeOaep({ ...parts, message: randomBytes(62) })).toHaveLength(128);
  expect(() => encodeOaep({ ...parts, message: randomBytes(63) })).toThrow(
    RangeError,
  );
});
