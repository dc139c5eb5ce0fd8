import type {
  KubernetesObject,
  ResourceKind,
} from '@orchestr8/backstage-plugin-o8-node';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import type { ArgocdAuth } from '../../config';
import { raceSignal } from '../../landingZones/raceSignal';
import { DEFAULT_TIMING, type ConnectionTiming } from '../../timing';
import type {
  ClusterConnection,
  ConnectionOptions,
  ListPage,
  Probe,
  ServedKind,
  WatchEvent,
} from '../ClusterConnection';
import { ClusterError } from '../ClusterError';
import { ApiClient } from '../http';
import { parseAnswer, toObject } from '../kubernetesMessages';
import { Ledger } from '../Ledger';
import { pollChanges } from '../pollChanges';
import { Turns } from '../Turns';
import { ApplicationLister, type ApplicationFilter } from './ApplicationLister';
import { createArgocdAccess, type ArgocdAccess } from './createArgocdAccess';
import { readApplicationEvents } from './readApplicationEvents';
import { StreamQueue } from './StreamQueue';

/** Where an Argo CD is, how to get in, and what of it is wanted. */
export interface ArgocdConnectionOptions extends ApplicationFilter {
  url: string;
  caFile?: string;
  caData?: string;
  auth?: ArgocdAuth;
  timing?: Partial<ConnectionTiming>;
}

const GROUP = 'argoproj.io';
const VERSION = 'v1alpha1';
/** The kinds that its API has, and where. */
const PATHS: Record<string, { plural: string; path: string }> = {
  Application: { plural: 'applications', path: '/api/v1/applications' },
  ApplicationSet: {
    plural: 'applicationsets',
    path: '/api/v1/applicationsets',
  },
  AppProject: { plural: 'appprojects', path: '/api/v1/projects' },
};
const MAX_AT_ONCE = 4;

const listSchema = z.object({ items: z.array(z.unknown()).nullish() });
const userSchema = z.object({ loggedIn: z.boolean().optional() });
const versionSchema = z.object({
  Version: z
    .string()
    .regex(/^[\w.+-]{1,80}$/)
    .optional()
    .catch(undefined),
});

/**
 * Reads what an Argo CD knows by its own API, where its cluster cannot be read. It tells
 * no changes since a version: whenever a watch begins, a list is compared with what was
 * told before.
 */
export class ArgocdConnection implements ClusterConnection {
  readonly #access: ArgocdAccess;
  readonly #client: ApiClient;
  readonly #lister: ApplicationLister;
  readonly #timing: ConnectionTiming;
  readonly #turns = new Turns(MAX_AT_ONCE);
  readonly #ledgers = new Map<string, Ledger>();

  constructor(options: ArgocdConnectionOptions) {
    this.#timing = { ...DEFAULT_TIMING, ...options.timing };
    this.#access = createArgocdAccess({ ...options, timing: this.#timing });
    this.#client = new ApiClient({
      access: this.#access.provider,
      timing: this.#timing,
    });
    this.#lister = new ApplicationLister(this.#client, options);
  }

  async probe({ signal }: ConnectionOptions): Promise<Probe> {
    await this.#checkSignIn(signal);
    const answer = await this.#client.getJson({ path: '/api/version', signal });
    const { Version: version } = parseAnswer(versionSchema, answer);
    return version ? { description: `Argo CD ${version}` } : {};
  }

  // To who is not let in it answers 200 here, so that nothing else asks for another way.
  async #checkSignIn(signal: AbortSignal): Promise<void> {
    const { provider, isAnonymous } = this.#access;
    const used = await raceSignal(provider.get(), signal);
    if ((await this.#isLoggedIn(signal)) || isAnonymous) {
      return;
    }
    const renewal = provider.renew(used, 'unauthorized');
    const isRenewed = await raceSignal(renewal, signal);
    if (!isRenewed || !(await this.#isLoggedIn(signal))) {
      throw new ClusterError(
        'unauthorized',
        'The cluster does not accept our token',
      );
    }
  }

  async #isLoggedIn(signal: AbortSignal): Promise<boolean> {
    const path = '/api/v1/session/userinfo';
    const user = await this.#client.getJson({ path, signal });
    return parseAnswer(userSchema, user).loggedIn ?? false;
  }

  async discover(
    kinds: ResourceKind[],
  ): Promise<(ServedKind | ClusterError | null)[]> {
    return kinds.map(({ group, kind, versions, metadataOnly }) =>
      group === GROUP &&
      Object.hasOwn(PATHS, kind) &&
      (versions?.includes(VERSION) ?? true)
        ? {
            group,
            version: VERSION,
            kind,
            plural: PATHS[kind].plural,
            ...(metadataOnly ? { metadataOnly } : {}),
          }
        : null,
    );
  }

  async *list(
    kind: ServedKind,
    { signal }: ConnectionOptions,
  ): AsyncGenerator<ListPage> {
    const endTurn = await this.#turns.take(signal);
    try {
      const ledger = this.#ledgerOf(kind);
      ledger.begin();
      for await (const objects of this.#pages(kind, signal)) {
        ledger.add(objects);
        yield { objects, resourceVersion: ledger.version };
      }
      ledger.complete();
    } finally {
      endTurn();
    }
  }

  async watch(
    kind: ServedKind,
    options: ConnectionOptions & { resourceVersion: string },
  ): Promise<AsyncIterable<WatchEvent>> {
    const { resourceVersion, signal } = options;
    const ledger = this.#ledgerOf(kind);
    ledger.check(resourceVersion);
    if (kind.kind === 'Application') {
      return this.#stream(kind, ledger, signal);
    }
    return pollChanges({
      ledger,
      list: () => this.#listAll(kind, signal),
      intervalMs: this.#timing.pollIntervalMs,
      signal,
    });
  }

  async close(): Promise<void> {
    await Promise.all([this.#client.close(), this.#access.close()]);
  }

  async #stream(
    kind: ServedKind,
    ledger: Ledger,
    signal: AbortSignal,
  ): Promise<AsyncIterable<WatchEvent>> {
    const body = await this.#client.open({
      path: '/api/v1/stream/applications',
      // Any version keeps it from telling everything first. It never tells what was
      // before, but would keep back what is below the version, as after a restore.
      query: { ...this.#lister.query, resourceVersion: '0' },
      accept: 'text/event-stream',
      // A stream without events begins with its first sign of life, after 15 seconds.
      answerTimeoutMs: this.#timing.stallTimeoutMs,
      signal,
    });
    return this.#follow(body, { kind, ledger, signal });
  }

  async *#follow(
    body: Readable,
    options: { kind: ServedKind; ledger: Ledger; signal: AbortSignal },
  ): AsyncGenerator<WatchEvent> {
    const { kind, ledger, signal } = options;
    const queue = new StreamQueue(readApplicationEvents(body, signal));
    try {
      // The stream has no past: what happened between the list and its begin is found
      // by another list, while what happens meanwhile is waiting in the queue.
      yield* ledger.compare(await this.#listAll(kind, signal));
      for await (const { type, application } of queue) {
        const object = toObject(application, kind);
        const change = this.#lister.isWanted(object)
          ? this.#takeNewer(ledger, type, object)
          : undefined;
        if (change) {
          yield change;
        }
      }
    } finally {
      queue.close();
      body.destroy();
    }
  }

  // What was waiting may be older than the list.
  #takeNewer(
    ledger: Ledger,
    type: 'ADDED' | 'MODIFIED' | 'DELETED',
    object: KubernetesObject,
  ): WatchEvent | undefined {
    const told = ledger.find(object)?.metadata;
    const { uid, resourceVersion } = object.metadata;
    const isOlder =
      // What was deleted does not come back with its uid, whatever its last version.
      type !== 'DELETED' &&
      told?.uid === uid &&
      Number(resourceVersion) < Number(told.resourceVersion);
    return isOlder ? undefined : ledger.take(type, object);
  }

  async *#pages(
    kind: ServedKind,
    signal: AbortSignal,
  ): AsyncGenerator<KubernetesObject[]> {
    if (kind.kind !== 'Application') {
      const { path } = PATHS[kind.kind];
      const answer = await this.#client.getJson({ path, signal });
      const { items } = parseAnswer(listSchema, answer);
      yield (items ?? []).map(item => toObject(item, kind));
      return;
    }
    yield* this.#lister.list(kind, signal);
  }

  async #listAll(
    kind: ServedKind,
    signal: AbortSignal,
  ): Promise<KubernetesObject[]> {
    return this.#turns.run(signal, async () => {
      const objects: KubernetesObject[] = [];
      for await (const page of this.#pages(kind, signal)) {
        objects.push(...page);
      }
      return objects;
    });
  }

  #ledgerOf({ kind }: ServedKind): Ledger {
    const ledger =
      this.#ledgers.get(kind) ??
      new Ledger(
        ({ metadata }) => `${metadata.uid}/${metadata.resourceVersion ?? ''}`,
      );
    this.#ledgers.set(kind, ledger);
    return ledger;
  }
}
