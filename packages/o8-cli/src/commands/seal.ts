import {
  certificatePath,
  findSealTargets,
  parseLandingZone,
  sealSecret,
  writeCiphertexts,
  type SealRequest,
  type SealTargets,
} from '@orchestr8/o8-blueprint';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { inFile, ofFile, type FileProblem } from '../FileProblem';
import { readText } from '../files/readText';
import { replaceFile } from '../files/replaceFile';
import { EXIT, reportProblems, type Report } from '../Report';
import type { CliInput } from '../seal/CliInput';
import { readValue } from '../seal/readValue';
import { readInput, type Input } from './readInput';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Time enough to fetch another certificate. */
const SOON_DAYS = 30;

/** What `o8 seal` is asked for. */
export interface SealCommandOptions extends SealRequest {
  module: string;
  zone: string;
  /** Whether a line end at the end of the value belongs to it. */
  isExact?: boolean;
  input?: CliInput;
  cwd: string;
  nowMs?: number;
  random?: (bytes: number) => Uint8Array;
}

/** What is there before the value is read. */
interface Prepared {
  text: string;
  targets: SealTargets;
}

/**
 * Seals a value for clusters, and writes the ciphertext into the spec. The value is read
 * last: what is wrong with anything else is said before somebody types it.
 */
export async function seal(options: SealCommandOptions): Promise<Report> {
  const { module: file, key, secret, nowMs = Date.now() } = options;
  const prepared = await prepare(options);
  if (!prepared.ok) {
    return reportProblems(prepared.problems);
  }
  const { text, targets } = prepared.value;
  const outdated = findOutdated(options.zone, targets, nowMs);
  if (outdated.length > 0) {
    return reportProblems(outdated);
  }
  const value = await readValue(options.input, {
    isExact: options.isExact ?? false,
  });
  if (!value.ok) {
    return reportProblems([ofFile('the value', 'invalid', value.reason)]);
  }
  const written = writeCiphertexts(text, {
    index: targets.index,
    key,
    texts: sealFor(targets, value.value, options),
  });
  if (!written.ok) {
    return reportProblems(inFile(file, written.problems));
  }
  const target = path.resolve(options.cwd, file);
  const changed = await findChange(target, text);
  if (changed) {
    return reportProblems([ofFile(file, 'conflict', changed)]);
  }
  await replaceFile(target, written.value);
  const names = targets.clusters.map(({ cluster }) => cluster);
  return {
    exitCode: EXIT.ok,
    problems: [],
    notes: noteExpiry(targets, nowMs),
    lines: [
      `Sealed "${key}" of the secret "${secret}" for ${names.join(', ')} (${
        targets.scope
      }) into ${file}: commit it.`,
    ],
    data: { file, secret, key, scope: targets.scope, clusters: names },
  };
}

/** Everything that is wrong with both files at once. */
async function prepare(options: SealCommandOptions): Promise<Input<Prepared>> {
  const { cwd, module: file, zone: zoneFile } = options;
  const [text, zone] = await Promise.all([
    // As it is, to the byte order mark: it is written back.
    readText(path.resolve(cwd, file), { keepsMark: true }),
    readInput({ cwd, file: zoneFile, parse: parseLandingZone }),
  ]);
  if (!text.ok || !zone.ok) {
    return {
      ok: false,
      problems: [
        ...(text.ok ? [] : [ofFile(file, 'unreadable', text.reason)]),
        ...(zone.ok ? [] : zone.problems),
      ],
    };
  }
  const targets = findSealTargets(text.value, zone.value, options);
  return targets.ok
    ? { ok: true, value: { text: text.value, targets: targets.value } }
    : {
        ok: false,
        problems: [
          ...inFile(file, targets.problems.spec),
          ...inFile(zoneFile, targets.problems.zone),
        ],
      };
}

/** The controller has thrown such keys away, or will: nobody could open it. */
function findOutdated(
  file: string,
  { clusters }: SealTargets,
  nowMs: number,
): FileProblem[] {
  return clusters.flatMap(({ cluster, certificate }) => {
    const { validFromMs, validToMs } = certificate;
    const isEarly = nowMs < validFromMs;
    if (!isEarly && nowMs <= validToMs) {
      return [];
    }
    const message = isEarly
      ? `is not valid before ${toDay(
          validFromMs,
        )}: check the clock of this machine`
      : `has expired on ${toDay(
          validToMs,
        )}: "kubeseal --fetch-cert" prints the one that the controller has now`;
    return [
      { ...ofFile(file, 'invalid', message), path: certificatePath(cluster) },
    ];
  });
}

function noteExpiry({ clusters }: SealTargets, nowMs: number): string[] {
  return clusters
    .filter(
      ({ certificate }) => certificate.validToMs - nowMs < SOON_DAYS * DAY_MS,
    )
    .map(
      ({ cluster, certificate }) =>
        `the certificate of ${cluster} expires on ${toDay(
          certificate.validToMs,
        )}: have its landing zone updated`,
    );
}

function sealFor(
  { clusters, namespace, scope }: SealTargets,
  value: Uint8Array,
  { secret, random = randomBytes }: SealCommandOptions,
): Record<string, string> {
  return Object.fromEntries(
    clusters.map(({ cluster, certificate }) => [
      cluster,
      sealSecret(value, {
        certificate,
        scope,
        namespace,
        name: secret,
        random,
      }),
    ]),
  );
}

/** Reading the value may take as long as somebody needs to find it. */
async function findChange(
  file: string,
  before: string,
): Promise<string | undefined> {
  const now = await readText(file, { keepsMark: true });
  return now.ok && now.value === before
    ? undefined
    : 'has changed while the value was read: run it again';
}

function toDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
