import { z } from 'zod';

/** The version of the documents that this suite reads and writes. @public */
export const O8_API_VERSION = 'orchestr8.io/v1alpha1';

/** A label of a DNS name, as Kubernetes uses it for most names. */
export const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** The schema of a DNS label. */
export const dnsLabelSchema = z
  .string('must be text')
  .regex(DNS_LABEL, 'is not a DNS label (a-z, 0-9, "-"; at most 63)')
  .meta({ title: 'DNS label' });

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
    })
    .meta({ title: 'one line' });
}

const REFERENCE =
  /^[a-z0-9]+([._-][a-z0-9]+)*(:[0-9]+)?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?(@sha256:[a-f0-9]{64})?$/;

/** The schema of an image with its tag, its digest or both. */
export const imageSchema = z
  .string('must be text')
  .max(400, { error: 'is longer than 400 characters', abort: true })
  .regex(REFERENCE, {
    error:
      'is not an image such as registry.example/team/name:1.2.3 or …@sha256:<64 hex digits>',
    abort: true,
  })
  .refine(text => /:[^/:]+$/.test(text), {
    error: 'needs a tag or a digest: without one it would be "latest"',
  })
  .meta({ title: 'image' });

/** The schema of an amount of CPU as Kubernetes writes it. */
export const cpuSchema = z
  .string('must be text')
  .regex(/^[1-9][0-9]{0,5}m?$/, 'is not an amount of CPU such as 100m or "2"')
  .meta({ title: 'amount of CPU' });

const MEMORY = /^([1-9][0-9]{0,9})(k|M|G|T|Ki|Mi|Gi|Ti)$/;

/** The schema of an amount of memory as Kubernetes writes it. */
export const memorySchema = z
  .string('must be text')
  .regex(MEMORY, 'is not an amount of memory such as 128Mi or 4Gi')
  .meta({ title: 'amount of memory' });

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

/** The schema of a whole number between two bounds. */
export function intSchema(least: number, most: number) {
  const message = `must be ${least} to ${most}`;
  return z
    .number('must be a number')
    .int('must be a whole number')
    .min(least, message)
    .max(most, message);
}

/** The schema of a yes or no. */
export const booleanSchema = z.boolean('must be true or false');

/** The schema of one of some words, which the message names. */
export function enumSchema<const T extends readonly [string, ...string[]]>(
  words: T,
) {
  return z.enum(words, `must be one of ${words.join(', ')}`);
}

const DURATION = /^([1-9][0-9]{0,4})(s|m|h|d)$/;
const UNIT_MS: Record<string, number> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** The schema of a length of time such as `15m`, `24h` or `7d`. */
export const durationSchema = z
  .string('must be text')
  .regex(DURATION, 'is not a length of time such as 15m, 24h or 7d')
  .meta({ title: 'length of time' });

/**
 * A length of time of a spec, such as `15m`, in milliseconds.
 *
 * @throws Error for what is not one.
 * @public
 */
export function toDurationMs(duration: string): number {
  const [, amount, unit] = DURATION.exec(duration) ?? [];
  if (!unit) {
    throw new Error(`"${duration}" is not a length of time`);
  }
  return Number(amount) * UNIT_MS[unit];
}

const HOST =
  /^(?=.{4,253}$)([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.)+[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** The schema of the full DNS name of a host; no wildcard is one. */
export const hostSchema = z
  .string('must be text')
  .regex(HOST, 'is not the full name of a host such as api.example.com')
  .meta({ title: 'name of a host' });

/** Fewer leading bits would be a part of the internet that nobody has asked for. */
const LEAST_PREFIX = { v4: 8, v6: 32 };

/** The schema of a range of addresses; never everything. */
export const cidrSchema = z
  .union(
    [z.cidrv4(), z.cidrv6()],
    'is not a range of addresses such as 203.0.113.0/24',
  )
  .refine(
    cidr => {
      const least = cidr.includes(':') ? LEAST_PREFIX.v6 : LEAST_PREFIX.v4;
      return Number(cidr.split('/')[1]) >= least;
    },
    { error: 'is too large: at least /8, or /32 of IPv6' },
  )
  .meta({ title: 'range of addresses' });

/** The schema of a port of somebody else: any of them. */
export const anyPortSchema = intSchema(1, 65_535);

/** The schema of labels that select pods. */
export const labelsSchema = z
  .record(
    z
      .string()
      .regex(
        /^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/,
        'is not the key of a label',
      ),
    z
      .string('must be text')
      .regex(
        /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/,
        'is not the value of a label',
      ),
  )
  .refine(labels => Object.keys(labels).length > 0, {
    error: 'needs at least one label: none would mean all pods',
  });

/** Of arguments: programs read them up to the first NUL, and no file holds half a character. */
const NO_NUL = /^[^\0\p{Cs}]*$/u;

/** The schema of one argument of a program. */
export const argumentSchema = z
  .string('must be text')
  .max(4_096, 'is longer than 4096 characters')
  .regex(NO_NUL, 'has a NUL, where programs stop reading');

/** The schema of a program and its arguments. */
export function programSchema(mostEntries: number) {
  return z
    .array(argumentSchema.min(1, 'is empty'))
    .min(1, 'needs a program')
    .max(mostEntries, `has more than ${mostEntries} entries`);
}

/** The schema of five fields of cron; the blueprint reads what is in them. */
export const cronSchema = z
  .string('must be text')
  .max(200, 'is longer than 200 characters')
  .meta({ title: 'cron' });

/** The schema of an absolute path in a container, without a way back up. */
export const absolutePathSchema = z
  .string('must be text')
  .max(500, 'is longer than 500 characters')
  .regex(
    /^(\/[A-Za-z0-9_][A-Za-z0-9._-]*)+$/,
    'is not an absolute path such as /var/lib/data',
  )
  .meta({ title: 'absolute path' });

/** The schema of a path of an HTTP request. */
export const httpPathSchema = z
  .string('must be text')
  .max(500, 'is longer than 500 characters')
  .regex(/^\/[A-Za-z0-9._~/-]*$/, 'is not a path such as /healthz')
  .meta({ title: 'path of a request' });
