import type { ResourceKind } from '@orchestr8/backstage-plugin-o8-node';
import { readFile } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Agent, type Dispatcher } from 'undici';
import type { z } from 'zod';
import type {
  ClusterConnection,
  ConnectionOptions,
  ListPage,
  ServedKind,
  WatchEvent,
} from './ClusterConnection';
import { ClusterError } from './ClusterError';
import { createCredentials, type Credentials } from './createCredentials';
import { findServedKind, type ServedGroup } from './findServedKind';
import {
  groupListSchema,
  invalidAnswer,
  listSchema,
  parseAnswer,
  resourceListSchema,
  toGroupPath,
  toKindPath,
  toObject,
  toWatchEvent,
} from './kubernetesMessages';
import { readLines } from './readLines';
import { toConnectionError, toRefusedError } from './toClusterError';

/** Where a cluster is and how to get in. */
export interface KubernetesConnectionOptions {
  url: string;
  caFile?: string;
  auth?: { token?: string; tokenFile?: string };
  timing?: Partial<ConnectionTiming>;
}

/** How long to wait for what. */
export interface ConnectionTiming {
  /** Until the connection stands, and again until the answer begins. */
  answerTimeoutMs: number;
  /** Between two pieces of an answer. */
  silenceTimeoutMs: number;
  /** Between two words of a watch: servers send a bookmark about once a minute. */
  stallTimeoutMs: number;
  /** After which a server ends a watch, so that each is made anew now and then. */
  watchSeconds: number;
}

const DEFAULT_TIMING: ConnectionTiming = {
  answerTimeoutMs: 15_000,
  silenceTimeoutMs: 15_000,
  stallTimeoutMs: 90_000,
  watchSeconds: 480,
};

const PAGE_SIZE = 500;
const MAX_LINE_BYTES = 16 * 1024 * 1024;
const MAX_PAGE_BYTES = 128 * 1024 * 1024;
const MAX_ERROR_BYTES = 64 * 1024;

/** Reads a cluster by the Kubernetes API. Verifies TLS always. */
export class KubernetesConnection implements ClusterConnection {
  readonly #base: URL;
  readonly #caFile: string | undefined;
  readonly #credentials: Credentials;
  readonly #timing: ConnectionTiming;
  #agent: Promise<Agent> | undefined;

  constructor(options: KubernetesConnectionOptions) {
    this.#base = new URL(options.url);
    this.#caFile = options.caFile;
    this.#credentials = createCredentials(options.auth);
    this.#timing = { ...DEFAULT_TIMING, ...options.timing };
  }

  async probe(options: ConnectionOptions): Promise<void> {
    await this.#getJson('/version', {}, options);
  }

  async discover(
    kinds: ResourceKind[],
    options: ConnectionOptions,
  ): Promise<(ServedKind | ClusterError | null)[]> {
    const { groups } = parseAnswer(
      groupListSchema,
      await this.#getJson('/apis', {}, options),
    );
    const names = new Set(kinds.map(({ group }) => group));
    const served = new Map<string, ServedGroup | ClusterError>();
    for (const name of names) {
      const group = groups.find(candidate => candidate.name === name);
      const versions = name ? toVersions(group) : ['v1'];
      served.set(name, await this.#tryGroup(name, versions, options));
    }
    return kinds.map(kind => {
      const group = served.get(kind.group) ?? [];
      return group instanceof ClusterError
        ? group
        : findServedKind(kind, group);
    });
  }

  // An aggregated API whose server is away must not keep the others from being read.
  async #tryGroup(
    group: string,
    versions: string[],
    options: ConnectionOptions,
  ): Promise<ServedGroup | ClusterError> {
    try {
      return await this.#discoverGroup(group, versions, options);
    } catch (error) {
      if (error instanceof ClusterError && !error.concernsConnection) {
        return error;
      }
      throw error;
    }
  }

  async #discoverGroup(
    group: string,
    versions: string[],
    options: ConnectionOptions,
  ): Promise<ServedGroup> {
    const found: ServedGroup = [];
    for (const version of versions) {
      const path = toGroupPath(group, version);
      const { resources } = parseAnswer(
        resourceListSchema,
        await this.#getJson(path, {}, options),
      );
      found.push({ version, resources });
    }
    return found;
  }

  async *list(
    kind: ServedKind,
    options: ConnectionOptions,
  ): AsyncGenerator<ListPage> {
    let cursor: string | undefined;
    do {
      const previous = cursor;
      const query = { limit: String(PAGE_SIZE), continue: cursor };
      const { metadata, items } = parseAnswer(
        listSchema,
        await this.#getJson(toKindPath(kind), query, options),
      );
      yield {
        objects: (items ?? []).map(item => toObject(item, kind)),
        resourceVersion: metadata.resourceVersion,
      };
      cursor = metadata.continue || undefined;
      if (cursor && cursor === previous) {
        throw invalidAnswer('a list that does not go on');
      }
    } while (cursor);
  }

  async watch(
    kind: ServedKind,
    options: ConnectionOptions & { resourceVersion: string },
  ): Promise<AsyncIterable<WatchEvent>> {
    const { resourceVersion, signal } = options;
    const { body } = await this.#request({
      path: toKindPath(kind),
      query: {
        watch: 'true',
        allowWatchBookmarks: 'true',
        resourceVersion,
        timeoutSeconds: String(this.#timing.watchSeconds),
      },
      // A compressed stream may hold events back.
      encoding: 'identity',
      silenceTimeoutMs: this.#timing.stallTimeoutMs,
      signal,
    });
    return readEvents(body, kind, signal);
  }

  async close(): Promise<void> {
    await (await this.#agent)?.destroy();
  }

  async #getJson(
    path: string,
    query: Record<string, string | undefined>,
    options: ConnectionOptions,
  ): Promise<unknown> {
    const { signal } = options;
    const { body, headers } = await this.#request({
      path,
      query,
      encoding: 'gzip',
      silenceTimeoutMs: this.#timing.silenceTimeoutMs,
      signal,
    });
    try {
      const isZipped = headers['content-encoding'] === 'gzip';
      // An error of the body ends the reading below, where it is dealt with.
      const plain = isZipped ? pipeline(body, createGunzip(), () => {}) : body;
      const chunks: Buffer[] = [];
      let bytes = 0;
      for await (const chunk of plain) {
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes > MAX_PAGE_BYTES) {
          throw new RangeError(`it is longer than ${MAX_PAGE_BYTES} bytes`);
        }
      }
      return JSON.parse(Buffer.concat(chunks).toString('utf8'));
    } catch (error) {
      throw signal.aborted ? error : toReadError(error);
    }
  }

  async #request(options: RequestOptions): Promise<Dispatcher.ResponseData> {
    const response = await this.#send(options);
    if (response.statusCode === 401 && this.#credentials.renew()) {
      await response.body.dump().catch(() => undefined);
      return this.#accept(await this.#send(options));
    }
    return this.#accept(response);
  }

  async #send(options: RequestOptions): Promise<Dispatcher.ResponseData> {
    const { path, query, encoding, silenceTimeoutMs, signal } = options;
    this.#agent ??= this.#createAgent();
    const agent = this.#agent;
    try {
      return await (
        await agent
      ).request({
        origin: this.#base.origin,
        path: this.#base.pathname.replace(/\/$/, '') + path,
        query: Object.fromEntries(
          Object.entries(query).filter(([, value]) => value !== undefined),
        ),
        method: 'GET',
        headers: {
          accept: 'application/json',
          'accept-encoding': encoding,
          'user-agent': 'orchestr8-backstage',
          ...(await this.#credentials.headers()),
        },
        headersTimeout: this.#timing.answerTimeoutMs,
        bodyTimeout: silenceTimeoutMs,
        signal,
      });
    } catch (error) {
      if (signal.aborted) {
        throw error;
      }
      const failure = toConnectionError(error);
      if (failure.code === 'untrusted') {
        await this.#forget(agent);
      }
      throw failure;
    }
  }

  // The file with the certificates may have been replaced: the next request reads it.
  async #forget(agent: Promise<Agent>): Promise<void> {
    if (this.#agent === agent) {
      this.#agent = undefined;
      // Does not wait: what is open was trusted once, and may end by itself.
      (await agent).close(() => {});
    }
  }

  async #accept(
    response: Dispatcher.ResponseData,
  ): Promise<Dispatcher.ResponseData> {
    const { statusCode: status, headers, body } = response;
    if (status === 200) {
      return response;
    }
    const retryAfter = headers['retry-after'];
    const { authorization } = await this.#credentials.headers();
    throw toRefusedError({
      status,
      body: await readStart(body),
      retryAfter: Array.isArray(retryAfter) ? retryAfter[0] : retryAfter,
      secret: authorization?.replace('Bearer ', ''),
    });
  }

  async #createAgent(): Promise<Agent> {
    try {
      const ca = this.#caFile && (await readFile(this.#caFile, 'utf8'));
      return new Agent({
        connect: {
          timeout: this.#timing.answerTimeoutMs,
          ...(ca ? { ca } : {}),
        },
      });
    } catch (cause) {
      // The file may come yet: the next request tries again.
      this.#agent = undefined;
      throw new ClusterError(
        'untrusted',
        'The file with the certificates of the cluster cannot be read',
        { cause },
      );
    }
  }
}

async function* readEvents(
  body: Dispatcher.ResponseData['body'],
  kind: ServedKind,
  signal: AbortSignal,
): AsyncGenerator<WatchEvent> {
  try {
    for await (const line of readLines(body, { maxBytes: MAX_LINE_BYTES })) {
      if (line) {
        yield toWatchEvent(line, kind);
      }
    }
  } catch (error) {
    throw signal.aborted ? error : toReadError(error);
  } finally {
    body.destroy();
  }
}

interface RequestOptions extends ConnectionOptions {
  path: string;
  query: Record<string, string | undefined>;
  encoding: 'gzip' | 'identity';
  silenceTimeoutMs: number;
}

async function readStart(body: Dispatcher.ResponseData['body']) {
  let text = '';
  try {
    for await (const chunk of body) {
      text += chunk;
      if (text.length > MAX_ERROR_BYTES) {
        break;
      }
    }
    return JSON.parse(text) as unknown;
  } catch {
    // Not JSON, or cut off: the status is all that can be said.
    return undefined;
  }
}

function toVersions(
  group: z.output<typeof groupListSchema>['groups'][number] | undefined,
): string[] {
  const versions = group?.versions.map(({ version }) => version) ?? [];
  const preferred = group?.preferredVersion?.version;
  return preferred
    ? [preferred, ...versions.filter(version => version !== preferred)]
    : versions;
}

function toReadError(error: unknown): ClusterError {
  if (error instanceof RangeError) {
    return invalidAnswer(error.message);
  }
  if (error instanceof SyntaxError) {
    return invalidAnswer('it is not JSON');
  }
  // The codes of zlib: Z_DATA_ERROR, Z_BUF_ERROR.
  const { code } = Object(error) as { code?: unknown };
  return String(code).startsWith('Z_')
    ? invalidAnswer('it is not compressed as it says')
    : toConnectionError(error);
}
