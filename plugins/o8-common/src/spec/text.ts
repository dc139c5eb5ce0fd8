import { z } from 'zod';

/** The version of the documents that this suite reads and writes. @public */
export const O8_API_VERSION = 'orchestr8.io/v1alpha1';

/** A label of a DNS name, as Kubernetes uses it for most names. */
export const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** The schema of a DNS label. */
export const dnsLabelSchema = z
  .string('must be text')
  .regex(DNS_LABEL, 'is not a DNS label (a-z, 0-9, "-"; at most 63)');

// Control characters, those that only move or hide the text around them, and halves
// of characters, which no file can hold.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
// Template engines and pipelines evaluate it wherever the text ends up.
const EXPRESSION = /\$\{\{/;

/** The schema of a free text of one line. What it contains is never code. */
export function lineSchema(maxLength: number) {
  return z
    .string('must be text')
    .trim()
    .min(1, 'is empty')
    .max(maxLength, `is longer than ${maxLength} characters`)
    .refine(text => !INVISIBLE.test(text), {
      error: 'must be one line without control characters',
    })
    .refine(text => !EXPRESSION.test(text), {
      error: 'must not contain "${{", which templates and pipelines evaluate',
    });
}

const REFERENCE =
  /^[a-z0-9]+([._-][a-z0-9]+)*(:[0-9]+)?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?(@sha256:[a-f0-9]{64})?$/;

/** The schema of an image with its tag, its digest or both. */
export const imageSchema = z
  .string('must be text')
  .max(400, 'is longer than 400 characters')
  .regex(
    REFERENCE,
    'is not an image such as registry.example/team/name:1.2.3 or …@sha256:<64 hex digits>',
  )
  .refine(text => /(:[^/]+|@sha256:.+)$/.test(text), {
    error: 'needs a tag or a digest: without one it would be "latest"',
  });

/** The schema of an amount of CPU as Kubernetes writes it. */
export const cpuSchema = z
  .string('must be text')
  .regex(/^[1-9][0-9]{0,5}m?$/, 'is not an amount of CPU such as 100m or "2"');

const MEMORY = /^([1-9][0-9]{0,9})(k|M|G|T|Ki|Mi|Gi|Ti)$/;

/** The schema of an amount of memory as Kubernetes writes it. */
export const memorySchema = z
  .string('must be text')
  .regex(MEMORY, 'is not an amount of memory such as 128Mi or 4Gi');

const BYTES: Record<string, number> = {
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** What is wrong with a limit that is below what is requested: Kubernetes refuses it. */
export function checkMemoryLimit(
  { memory, memoryLimit }: { memory: string; memoryLimit: string },
  { addIssue }: Pick<z.RefinementCtx, 'addIssue'>,
): void {
  if (toBytes(memoryLimit) < toBytes(memory)) {
    addIssue({
      code: 'custom',
      path: ['memoryLimit'],
      message: `is less than the memory that is requested (${memory})`,
    });
  }
}

function toBytes(memory: string): number {
  const [, amount, unit] = MEMORY.exec(memory) ?? [];
  return Number(amount) * BYTES[unit];
}

/** The schema of a TCP port that a process without privileges may open. */
export const portSchema = z
  .number('must be a number')
  .int('must be a whole number')
  .min(1024, 'must be 1024 to 65535: modules run without privileges')
  .max(65_535, 'must be 1024 to 65535');
