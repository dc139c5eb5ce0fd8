import { InputError } from '@backstage/errors';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { DEFAULT_SIZES } from '../startFleet';
import type { ModuleSizes } from '../types';

/** What the command line asks for. */
export interface Flags {
  modules: number;
  clusters: number;
  port: number;
  gitPort: number;
  /** Files; the platform repositories of these zones are made at the start. */
  landingZoneFiles: string[];
  /** Files; these modules are in the platform repositories that are made. */
  exampleFiles: string[];
  churnPerSecond: number;
  /** More of each module than the demonstration has. */
  sizes: ModuleSizes;
  seed: number;
  dataDir: string;
  life: boolean;
  help: boolean;
}

/** What `--help` says. */
export const USAGE = `Usage: o8-fleet [options]

A demo fleet of clusters on one loopback port, and a git host on another.

Options:
  --modules N    how many modules there are (default: ${DEFAULT_SIZES.modules})
  --clusters C   how many clusters there are (default: ${DEFAULT_SIZES.clusters})
  --port P       where to listen; 0 takes a free port (default: 7443)
  --git-port P   where git listens, on 127.0.0.1; 0 takes a free port (default: 7444)
  --landing-zone FILE
                 makes the platform repository of this zone, if it is missing (may be repeated)
  --example FILE
                 a module that it begins with, in place of the made-up one (may be repeated)
  --churn R      changes a second of all clusters, beside the slow life (default: ${DEFAULT_SIZES.churnPerSecond})
  --applications-kb K
                 each Application is at least so large
  --reports N    policy reports of each module, at least, on all its clusters together
  --backups N    backups of each module, on all its clusters together
  --seed S       the same seed makes the same fleet (default: 1)
  --data-dir D   keeps certificates, tokens and repositories (default: .o8/fleet of the repository)
  --no-life      nothing happens but what the control endpoint triggers
  -h, --help     says this
`;

const DEFAULT_PORT = 7443;
const DEFAULT_GIT_PORT = 7444;
// From the file's own place: the fleet is started from any folder.
// eslint-disable-next-line no-restricted-syntax -- it runs from its sources and is never built
const REPOSITORY = path.resolve(__dirname, '../../../..');

function whole(from: number, to: number) {
  return z
    .string()
    .regex(/^\d+$/, `must be a whole number from ${from} to ${to}`)
    .transform(Number)
    .pipe(z.number().min(from).max(to));
}

const flagsSchema = z
  .object({
    modules: whole(1, 20_000).default(DEFAULT_SIZES.modules),
    clusters: whole(1, 200).default(DEFAULT_SIZES.clusters),
    port: whole(0, 65_535).default(DEFAULT_PORT),
    'git-port': whole(0, 65_535).default(DEFAULT_GIT_PORT),
    'landing-zone': z.array(z.string().min(1)).default([]),
    example: z.array(z.string().min(1)).default([]),
    churn: z
      .string()
      .regex(/^\d+(\.\d+)?$/, 'must be a number that is not negative')
      .transform(Number)
      .pipe(z.number().max(10_000))
      .default(DEFAULT_SIZES.churnPerSecond),
    'applications-kb': whole(1, 1_000).optional(),
    reports: whole(1, 1_000).optional(),
    backups: whole(1, 1_000).optional(),
    seed: whole(0, 2 ** 31 - 1).default(1),
    'data-dir': z
      .string()
      .min(1)
      .default(path.join(REPOSITORY, '.o8', 'fleet')),
    'no-life': z.boolean().default(false),
    help: z.boolean().default(false),
  })
  .refine(flags => flags.port === 0 || flags.port !== flags['git-port'], {
    path: ['git-port'],
    message: 'must be another port than --port',
  });

/** Reads the flags; what is wrong is one sentence. */
export function parseFlags(args: string[]): Flags {
  const { data, error } = flagsSchema.safeParse(readArgs(args));
  if (error) {
    const [{ path: at, message }] = error.issues;
    throw new InputError(`--${at.join('.')}: ${message}`);
  }
  const {
    churn,
    'data-dir': dataDir,
    'no-life': noLife,
    'git-port': gitPort,
    'landing-zone': landingZones,
    example: examples,
    'applications-kb': applicationKb,
    reports,
    backups,
    ...flags
  } = data;
  return {
    ...flags,
    gitPort,
    landingZoneFiles: landingZones.map(file => path.resolve(file)),
    exampleFiles: examples.map(file => path.resolve(file)),
    churnPerSecond: churn,
    sizes: { applicationKb, reports, backups },
    dataDir: path.resolve(dataDir),
    life: !noLife,
  };
}

function readArgs(args: string[]): Record<string, unknown> {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args,
      strict: true,
      allowPositionals: false,
      options: {
        modules: text,
        clusters: text,
        port: text,
        'git-port': text,
        'landing-zone': { type: 'string', multiple: true },
        example: { type: 'string', multiple: true },
        churn: text,
        'applications-kb': text,
        reports: text,
        backups: text,
        seed: text,
        'data-dir': text,
        'no-life': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    const [sentence] = String(
      error instanceof Error ? error.message : error,
    ).split(/\.\s/);
    throw new InputError(sentence);
  }
}
