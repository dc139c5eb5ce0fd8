import { generateKeyPairSync } from 'node:crypto';
import { problemsOf, valueOf } from '../__testUtils__/examples';
import { createCertificate } from './__testUtils__';
import { readSealingCertificate } from './readSealingCertificate';

const VALIDITY = {
  from: new Date('2026-11-01T10:00:00Z'),
  to: new Date('2027-02-03T04:05:06Z'),
};
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = createCertificate(keys, VALIDITY);

const messageOf = (text: string) =>
  problemsOf(readSealingCertificate(text)).map(({ message }) => message);

describe('readSealingCertificate', () => {
  it('reads the key, and how long it holds', () => {
    const certificate = valueOf(readSealingCertificate(pem));
    expect(certificate).toMatchObject({
      modulusBytes: 256,
      validFromMs: VALIDITY.from.getTime(),
      validToMs: VALIDITY.to.getTime(),
    });
    expect(certificate.publicKey.equals(keys.publicKey)).toBe(true);
  });

  it('takes the first one, with what tools write around it', () => {
    const other = createCertificate(
      generateKeyPairSync('rsa', { modulusLength: 2048 }),
      VALIDITY,
    );
    const texts = [
      `subject=CN = x\n${pem}${other}`,
      pem.replaceAll('\n', '\r\n'),
    ];
    for (const text of texts) {
      const { publicKey } = valueOf(readSealingCertificate(text));
      expect(publicKey.equals(keys.publicKey)).toBe(true);
    }
  });

  it.each([
    ['', /^is not a certificate: it must be PEM/],
    ['PEM', /^is not a certificate: it must be PEM/],
    [
      keys.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      /^is not a certificate/,
    ],
    [pem.replace('-----END CERTIFICATE-----', ''), /^is not a certificate/],
    [pem.slice(0, 200) + pem.slice(300), /its PEM is broken$/],
    [pem.replace(/MII/, 'AAA'), /its PEM is broken$/],
  ])('refuses %.40j', (text, message) => {
    expect(messageOf(text)).toEqual([expect.stringMatching(message)]);
  });

  it('refuses keys that are too short, and never repeats what it was given', () => {
    const short = generateKeyPairSync('rsa', { modulusLength: 1024 });
    expect(messageOf(createCertificate(short, VALIDITY))).toEqual([
      'is not of an RSA key of at least 2048 bits, as those of Sealed Secrets are',
    ]);
    const secret =
      '-----BEGIN CERTIFICATE-----\nhunter2\n-----END CERTIFICATE-----';
    expect(messageOf(secret).join()).not.toContain('hunter2');
  });
});
