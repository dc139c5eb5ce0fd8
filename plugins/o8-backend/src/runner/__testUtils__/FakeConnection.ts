import {
  ClusterError,
  type ClusterConnection,
  type ListPage,
  type Probe,
  type ServedKind,
  type WatchEvent,
} from '../../clusters';

type Script = Error | WatchEvent[] | 'open';

/** A cluster that does what a test says, for what no server can be brought to do. */
export class FakeConnection implements ClusterConnection {
  /** What probes answer; null is well. */
  probeError: Error | 'hang' | null = null;
  /** What a probe finds out. */
  found: Probe = {};
  /** What discovery answers. */
  served: (ServedKind | ClusterError | null)[] | Error = [];
  /** What each list answers; the last one again and again. */
  lists: (ListPage[] | Error)[] = [[{ objects: [], resourceVersion: '1' }]];
  /** What each watch says; the last one again and again. Open: until it is ended. */
  watches: Script[] = ['open'];
  /** How far it has got: what a look at one object says. Those are no `calls`. */
  version = '1000000';
  looks = 0;
  readonly calls: string[] = [];
  /** The kinds that were listed. */
  readonly listed: ServedKind[] = [];
  openWatches = 0;
  isClosed = false;

  async probe({ signal }: { signal: AbortSignal }): Promise<Probe> {
    this.calls.push('probe');
    if (this.probeError === 'hang') {
      await untilAborted(signal);
    } else if (this.probeError) {
      throw this.probeError;
    }
    return this.found;
  }

  async discover(): Promise<(ServedKind | ClusterError | null)[]> {
    this.calls.push('discover');
    if (this.served instanceof Error) {
      throw this.served;
    }
    return this.served;
  }

  async *list(
    kind: ServedKind,
    options?: { pageSize?: number },
  ): AsyncGenerator<ListPage> {
    if (options?.pageSize === 1) {
      this.looks += 1;
      yield { objects: [], resourceVersion: this.version };
      return;
    }
    this.calls.push('list');
    this.listed.push(kind);
    const list = takeNext(this.lists);
    if (list instanceof Error) {
      throw list;
    }
    yield* list;
  }

  async watch(
    _kind: ServedKind,
    options: { resourceVersion: string; signal: AbortSignal },
  ): Promise<AsyncIterable<WatchEvent>> {
    const { resourceVersion, signal } = options;
    this.calls.push(`watch ${resourceVersion}`);
    const script = takeNext(this.watches);
    if (script instanceof Error) {
      throw script;
    }
    this.openWatches += 1;
    signal.addEventListener('abort', () => {
      this.openWatches -= 1;
    });
    return script === 'open' ? endWith(signal) : replay(script);
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }
}

function takeNext<T>(items: T[]): T {
  return items.length > 1 ? items.shift()! : items[0];
}

// eslint-disable-next-line require-yield -- a watch that stays open says nothing
async function* endWith(signal: AbortSignal): AsyncGenerator<WatchEvent> {
  await untilAborted(signal);
}

async function* replay(events: WatchEvent[]): AsyncGenerator<WatchEvent> {
  yield* events;
}

async function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const end = () => reject(signal.reason);
    if (signal.aborted) {
      end();
    }
    signal.addEventListener('abort', end);
  });
}

/** An error as connections throw them. */
export function clusterError(
  code: ClusterError['code'],
  retryAfterMs?: number,
): ClusterError {
  return new ClusterError(code, `The cluster is ${code}`, { retryAfterMs });
}
