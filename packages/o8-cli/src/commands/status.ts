import { isError } from '@backstage/errors';
import {
  O8Client,
  type FacetId,
  type ModuleSummary,
  type SourceStatus,
} from '@orchestr8/backstage-plugin-o8-common';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { EXIT, type Report } from '../Report';
import { toSentence } from '../toSentence';
import { describeRequestError } from './describeRequestError';
import { createFetch } from './createFetch';
import { isGood, toStatusTable } from './toStatusTable';

/** What `o8 status` is asked for. */
export interface StatusOptions {
  /** Names or entity refs; all where there are none. */
  modules: string[];
  /** Of the backend. */
  url: string;
  tokenFile?: string;
  /** As the API takes it. */
  filter: Record<string, string[]>;
  facets: FacetId[];
  cwd: string;
}

const PAGE_SIZE = 500;
const TIMEOUT_MS = 30_000;
/** A server that always says that there is more would never end it. */
const MAX_PAGES = 200;

interface Found {
  modules: ModuleSummary[];
  sources: SourceStatus[];
}

/** Asks a backend how the modules are. */
export async function status(options: StatusOptions): Promise<Report> {
  const { url, facets } = options;
  const token = await readToken(options);
  if (typeof token === 'object') {
    return refuse(token.problem);
  }
  let found: Found;
  try {
    found = await ask(options, token);
  } catch (error) {
    return refuse(describeRequestError(error, { url, hasToken: !!token }));
  }
  const { modules, missing } = pick(found.modules, options.modules);
  const sources = found.sources.filter(
    source => isTrouble(source) && concerns(source, modules, options),
  );
  const good = modules.filter(module => isGood(module, facets)).length;
  const isFine =
    good === modules.length && good > 0 && !missing.length && !sources.length;
  return {
    exitCode: isFine ? EXIT.ok : EXIT.problem,
    problems: [],
    table: modules.length
      ? toStatusTable(modules, { facets, now: new Date() })
      : undefined,
    lines: [
      ...sources.map(describeSource),
      ...missing.map(name => `${name}: ${sayMissing(options)}`),
      `Good: ${good} of ${modules.length}.`,
    ],
    notes: [],
    data: { modules, missing, sources },
  };
}

async function ask(
  { url, filter }: StatusOptions,
  token: string | undefined,
): Promise<Found> {
  const client = new O8Client({
    discoveryApi: {
      getBaseUrl: async id => `${url.replace(/\/+$/, '')}/api/${id}`,
    },
    fetchApi: { fetch: createFetch() },
  });
  // By ref: a module that moves between two pages would be there twice.
  const modules = new Map<string, ModuleSummary>();
  let sources: SourceStatus[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const answer = await client.getModules(
      { filter, limit: PAGE_SIZE, cursor },
      { token, signal: AbortSignal.timeout(TIMEOUT_MS) },
    );
    answer.items.forEach(module => modules.set(module.entityRef, module));
    sources = answer.sources;
    cursor = answer.nextCursor;
    if (cursor === undefined) {
      return { modules: [...modules.values()], sources };
    }
  }
  throw new Error(`${url} has more than ${MAX_PAGES} pages; ask with --filter`);
}

/** The modules that are called by one of the names; all if there are none. */
function pick(all: ModuleSummary[], names: string[]) {
  const answersTo = (module: ModuleSummary, name: string) => {
    const ref = module.entityRef.toLowerCase();
    const wanted = name.toLowerCase();
    const isName = ref.slice(ref.lastIndexOf('/') + 1) === wanted;
    return isName || ref === wanted || module.module.toLowerCase() === wanted;
  };
  if (!names.length) {
    return { modules: all, missing: [] };
  }
  return {
    modules: all.filter(module => names.some(name => answersTo(module, name))),
    missing: names.filter(name => !all.some(module => answersTo(module, name))),
  };
}

function isTrouble({ state }: SourceStatus): boolean {
  return state !== 'fresh' && state !== 'unsupported';
}

// Whoever asks for one module is not held up by a cluster where it is not; a module that
// is nowhere may be on any of them.
function concerns(
  { cluster }: SourceStatus,
  modules: ModuleSummary[],
  { modules: names }: StatusOptions,
): boolean {
  return (
    !names.length ||
    modules.some(
      ({ clusters }) => !clusters.length || clusters.includes(cluster),
    )
  );
}

function describeSource(source: SourceStatus): string {
  const { cluster, source: id, state, since, message } = source;
  const why = message ? `: ${message}` : '';
  return `${cluster} ${id}: ${state} since ${since}${why}`;
}

function sayMissing({ filter }: StatusOptions): string {
  return Object.keys(filter).length
    ? 'no module that matches has this name'
    : 'there is no such module, or none you may see';
}

function refuse(problem: string): Report {
  return {
    exitCode: EXIT.noAnswer,
    problems: [],
    lines: [],
    notes: [problem],
    data: { error: problem },
  };
}

// Never from the command line: other users of the machine see that.
async function readToken({
  tokenFile,
  cwd,
}: StatusOptions): Promise<string | undefined | { problem: string }> {
  if (tokenFile === undefined) {
    const token = process.env.O8_TOKEN?.trim();
    return token ? checkToken(token, 'O8_TOKEN') : undefined;
  }
  try {
    const text = await readFile(path.resolve(cwd, tokenFile), 'utf8');
    return checkToken(text.trim(), tokenFile);
  } catch (error) {
    return {
      problem: isError(error) ? toSentence(error) : `${tokenFile}: ${error}`,
    };
  }
}

// Here: what refuses to send another one says it with the token in it.
function checkToken(token: string, from: string): string | { problem: string } {
  return /^[\x21-\x7e]+$/.test(token)
    ? token
    : { problem: `${from}: it holds no token` };
}
