import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  formatProblem,
  landingZoneSchema,
  toProblems,
  type LandingZone,
  type Problem,
} from '@orchestr8/backstage-plugin-o8-common';
import { z } from 'zod';
import { parseDocument } from './parseDocument';

const entrySchema = z
  .strictObject({
    file: z.string('must be text').min(1, 'is empty').optional(),
    zone: z
      .record(z.string(), z.unknown(), 'must be a landing zone')
      .optional(),
    git: z
      .strictObject({ url: z.string('must be text').optional() })
      .default({}),
  })
  .refine(({ file, zone }) => (file === undefined) !== (zone === undefined), {
    error: 'needs one of "file" and "zone"',
  });

type Entry = z.output<typeof entrySchema>;
type Outcome = { zone: LandingZone } | { problems: string[] };

/**
 * Reads `o8.landingZones`. Throws one InputError with every problem; it repeats no value
 * but names of zones and files, as others may be secrets in the wrong place.
 */
export async function readLandingZones(config: Config): Promise<LandingZone[]> {
  const input = config.getOptional('o8.landingZones') ?? [];
  if (!Array.isArray(input)) {
    throw toInputError(['o8.landingZones: must be a list']);
  }
  const outcomes = await Promise.all(
    input.map((entry, index) => readEntry(entry, `o8.landingZones[${index}]`)),
  );
  const problems = outcomes.flatMap(outcome =>
    'problems' in outcome ? outcome.problems : [],
  );
  problems.push(...findDuplicates(outcomes));
  if (problems.length) {
    throw toInputError(problems);
  }
  return outcomes.flatMap(outcome => ('zone' in outcome ? [outcome.zone] : []));
}

async function readEntry(input: unknown, at: string): Promise<Outcome> {
  const parsed = entrySchema.safeParse(input);
  if (!parsed.success) {
    return {
      problems: toProblems(parsed.error).map(
        ({ path, message }) => `${at}${path && `.${path}`}: ${message}`,
      ),
    };
  }
  const entry = parsed.data;
  const document = await readDocument(entry);
  if (!document.ok) {
    return describe(document.problems, entry, at);
  }
  const zone = landingZoneSchema.safeParse(
    overrideGitUrl(document.value, entry.git.url),
  );
  return zone.success
    ? { zone: zone.data }
    : describe(toProblems(zone.error), entry, at);
}

async function readDocument({ file, zone }: Entry) {
  if (file === undefined) {
    return { ok: true as const, value: zone };
  }
  try {
    return parseDocument(await readFile(resolve(file), 'utf8'));
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
    const message = `cannot be read (${reason})`;
    return {
      ok: false as const,
      problems: [{ kind: 'invalid' as const, path: '', message }],
    };
  }
}

function overrideGitUrl(document: unknown, url: string | undefined): unknown {
  if (url === undefined || !isObject(document) || !isObject(document.spec)) {
    return document;
  }
  const { spec } = document;
  const git = isObject(spec.git) ? spec.git : {};
  return { ...document, spec: { ...spec, git: { ...git, url } } };
}

/** Each with the place in the configuration that somebody has to change. */
function describe(problems: Problem[], { file, git }: Entry, at: string) {
  const place = file === undefined ? `${at}.zone` : `${at}.file (${file})`;
  return {
    problems: problems.map(problem =>
      git.url !== undefined && problem.path === 'spec.git.url'
        ? `${at}.git.url: ${problem.message}`
        : `${place}: ${formatProblem(problem)}`,
    ),
  };
}

function findDuplicates(outcomes: Outcome[]): string[] {
  const names = outcomes.map(outcome =>
    'zone' in outcome ? outcome.zone.metadata.name : undefined,
  );
  return names.flatMap((name, index) => {
    const first = names.indexOf(name);
    return name !== undefined && first < index
      ? [
          `o8.landingZones[${index}]: metadata.name: "${name}" is the name of o8.landingZones[${first}] already`,
        ]
      : [];
  });
}

function toInputError(problems: string[]) {
  const lines = problems.map(problem => `  ${problem}`);
  return new InputError(`The configuration is not valid:\n${lines.join('\n')}`);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
