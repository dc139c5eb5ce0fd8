import { X509Certificate, type KeyObject } from 'node:crypto';
import type { Result } from '../types';

/** Shorter keys can be broken. */
const LEAST_BITS = 2_048;
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/;

/**
 * The certificate of a controller: it seals what only the private key opens.
 *
 * @public
 */
export interface SealingCertificate {
  publicKey: KeyObject;
  modulusBytes: number;
  /** From when on, in milliseconds since 1970. */
  validFromMs: number;
  /** Until when, in milliseconds since 1970. */
  validToMs: number;
}

/**
 * Reads the certificate that a Sealed Secrets controller publishes, the first one of the
 * text. Whether it is still valid is for those who know the time.
 *
 * @public
 */
export function readSealingCertificate(
  pem: string,
): Result<SealingCertificate> {
  const [text] = CERTIFICATE.exec(pem) ?? [];
  if (!text) {
    return refuse(
      'is not a certificate: it must be PEM, from "-----BEGIN CERTIFICATE-----" on',
    );
  }
  const certificate = parse(text);
  if (!certificate) {
    return refuse('is a certificate that cannot be read: its PEM is broken');
  }
  const { publicKey, validFrom, validTo } = certificate;
  const bits = publicKey.asymmetricKeyDetails?.modulusLength ?? 0;
  if (publicKey.asymmetricKeyType !== 'rsa' || bits < LEAST_BITS) {
    return refuse(
      `is not of an RSA key of at least ${LEAST_BITS} bits, as those of Sealed Secrets are`,
    );
  }
  return {
    ok: true,
    value: {
      publicKey,
      modulusBytes: Math.ceil(bits / 8),
      validFromMs: Date.parse(validFrom),
      validToMs: Date.parse(validTo),
    },
  };
}

function parse(text: string): X509Certificate | undefined {
  try {
    return new X509Certificate(text);
  } catch {
    // OpenSSL says in numbers what is told above in words.
    return undefined;
  }
}

function refuse(message: string): Result<never> {
  return { ok: false, problems: [{ path: '', message, kind: 'invalid' }] };
}
