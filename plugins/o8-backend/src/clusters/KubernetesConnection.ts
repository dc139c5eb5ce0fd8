import type { ResourceKind } from '@orchestr8/backstage-plugin-o8-node';
import type { Readable } from 'node:stream';
import { DEFAULT_TIMING, type ConnectionTiming } from '../timing';
import {
  AccessHolder,
  createKubernetesAccess,
  type KubernetesAccessOptions,
} from './access';
import type {
  ClusterConnection,
  ConnectionOptions,
  ListOptions,
  ListPage,
  Probe,
  ServedKind,
  WatchEvent,
} from './ClusterConnection';
import { ClusterError } from './ClusterError';
import { Discovery } from './Discovery';
import { ApiClient, toReadError } from './http';
import {
  checkRest,
  invalidAnswer,
  listSchema,
  parseAnswer,
  throwIfStatus,
  toKindPath,
  toObject,
  toWatchEvent,
  versionSchema,
} from './kubernetesMessages';
import { PageTurns } from './PageTurns';
import { readLines } from './readLines';
import { Turns } from './Turns';

/** Where a cluster is and how to get in. */
export interface KubernetesConnectionOptions extends KubernetesAccessOptions {
  timing?: Partial<ConnectionTiming>;
  /** Shared with the connections to other clusters; its own if absent. */
  pageTurns?: PageTurns;
}

const PAGE_SIZE = 250;
const MAX_LINE_BYTES = 16 * 1024 * 1024;
/** Lists and discoveries at once: many kinds must not fall on a server together. */
const MAX_AT_ONCE = 4;
/** Times that a list begins anew because it took too long to go on. */
const MAX_RESTARTS = 3;

const METADATA_LIST =
  'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';
const METADATA = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1';

/** Reads a cluster by the Kubernetes API. Verifies TLS always. */
export class KubernetesConnection implements ClusterConnection {
  readonly #client: ApiClient;
  readonly #discovery: Discovery;
  readonly #timing: ConnectionTiming;
  readonly #turns = new Turns(MAX_AT_ONCE);
  readonly #pageTurns: PageTurns;

  constructor(options: KubernetesConnectionOptions) {
    this.#timing = { ...DEFAULT_TIMING, ...options.timing };
    this.#client = new ApiClient({
      access: new AccessHolder({
        load: createKubernetesAccess(options),
        holdMs: this.#timing.pollIntervalMs,
        timeoutMs: this.#timing.answerTimeoutMs,
      }),
      timing: this.#timing,
    });
    this.#discovery = new Discovery(this.#client);
    this.#pageTurns = options.pageTurns ?? new PageTurns();
  }

  async probe({ signal }: ConnectionOptions): Promise<Probe> {
    const answer = await this.#client.getJson({ path: '/version', signal });
    throwIfStatus(answer);
    const { gitVersion } = parseAnswer(versionSchema, answer);
    return gitVersion ? { description: `Kubernetes ${gitVersion}` } : {};
  }

  async discover(
    kinds: ResourceKind[],
    options: ConnectionOptions,
  ): Promise<(ServedKind | ClusterError | null)[]> {
    return this.#turns.run(options.signal, () =>
      this.#discovery.find(kinds, options),
    );
  }

  async *list(
    kind: ServedKind,
    options: ListOptions,
  ): AsyncGenerator<ListPage> {
    // A whole list is one turn: many that go on side by side would all be slow, and
    // the tokens by which they go on would expire.
    const endTurn = await this.#turns.take(options.signal);
    try {
      yield* this.#listAnew(kind, options);
    } finally {
      endTurn();
    }
  }

  /** Begins anew when it cannot go on: what is there by then is another state. */
  async *#listAnew(
    kind: ServedKind,
    options: ConnectionOptions,
  ): AsyncGenerator<ListPage> {
    let cursor: string | undefined;
    let restarts = 0;
    let restarted = false;
    do {
      // Until whoever asked for it comes back for the next one.
      const turn = await this.#pageTurns.begin(options.signal);
      try {
        const page = await turn.waitFor(this.#getPage(kind, cursor, options));
        if (page.cursor && page.cursor === cursor) {
          throw invalidAnswer('a list that does not go on');
        }
        yield { ...page.page, ...(restarted ? { restarted } : {}) };
        restarted = false;
        cursor = page.cursor;
      } catch (error) {
        const isExpired =
          error instanceof ClusterError && error.code === 'gone';
        if (!isExpired || !cursor || restarts >= MAX_RESTARTS) {
          throw error;
        }
        restarts += 1;
        restarted = true;
        cursor = undefined;
      } finally {
        turn.end();
      }
    } while (cursor || restarted);
  }

  async #getPage(
    kind: ServedKind,
    cursor: string | undefined,
    { signal, pageSize = PAGE_SIZE }: ListOptions,
  ): Promise<{ page: ListPage; cursor: string | undefined }> {
    const answer = await this.#client.getJson({
      path: toKindPath(kind),
      query: { limit: String(pageSize), continue: cursor },
      accept: kind.metadataOnly ? METADATA_LIST : undefined,
      signal,
    });
    throwIfStatus(answer);
    const { metadata, items } = parseAnswer(listSchema, answer);
    return {
      page: {
        objects: (items ?? []).map(item => toObject(item, kind)),
        resourceVersion: metadata.resourceVersion,
      },
      cursor: metadata.continue || undefined,
    };
  }

  async watch(
    kind: ServedKind,
    options: ConnectionOptions & { resourceVersion: string },
  ): Promise<AsyncIterable<WatchEvent>> {
    const { resourceVersion, signal } = options;
    const body = await this.#client.open({
      path: toKindPath(kind),
      query: {
        watch: 'true',
        allowWatchBookmarks: 'true',
        resourceVersion,
        timeoutSeconds: String(this.#timing.watchSeconds),
      },
      accept: kind.metadataOnly ? METADATA : undefined,
      signal,
    });
    return readEvents(body, kind, signal);
  }

  async close(): Promise<void> {
    await this.#client.close();
  }
}

async function* readEvents(
  body: Readable,
  kind: ServedKind,
  signal: AbortSignal,
): AsyncGenerator<WatchEvent> {
  const options = { maxBytes: MAX_LINE_BYTES, onRest: checkRest };
  try {
    for await (const line of readLines(body, options)) {
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
