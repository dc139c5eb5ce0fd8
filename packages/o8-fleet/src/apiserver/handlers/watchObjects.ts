import { setTimeout as sleep } from 'node:timers/promises';
import { badRequest, expired, tooLargeResourceVersion } from '../refusals';
import { chooseRepresentation } from '../representation';
import type { ApiRequest } from './ApiRequest';
import { readListOptions, type ListOptions } from './readListOptions';
import { selectorOf } from './selectorOf';
import { WatchSession } from './WatchSession';

// Real servers spread the ends of watches over half an hour to an hour.
const MIN_TIMEOUT_MS = 30 * 60 * 1000;
// Another server behind the same address may be ahead. Real ones wait for three seconds.
const FUTURE_WAIT_MS = 1_000;
// Timers of Node fire at once beyond this.
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

/** `GET …/<plural>?watch=true`. */
export async function watchObjects(request: ApiRequest): Promise<void> {
  const { req, res, context, definition, info } = request;
  const { store, gate, now, bookmarkIntervalMs } = context;
  const representation = chooseRepresentation(req.headers.accept);
  const options = readListOptions(req.query);
  assertTogether(options);
  const selector = selectorOf(options, definition);
  const revision = options.resourceVersion ?? 0;
  if (options.sendInitialEvents && revision > store.revision) {
    await sleep(FUTURE_WAIT_MS);
    if (res.destroyed) {
      return;
    }
    assertReached(revision, store.revision);
  }
  assertRemembered(revision, store.oldestRevision);
  const hasInitial = options.sendInitialEvents ?? revision === 0;
  const session = new WatchSession({
    store,
    res,
    definition,
    representation,
    now,
    selector,
    namespace: info.namespace,
    initial: hasInitial
      ? store.range(definition, { namespace: info.namespace })
      : [],
    revision: hasInitial || revision === 0 ? store.revision : revision,
    marksInitialEnd: options.sendInitialEvents === true,
    bookmarkIntervalMs: options.allowWatchBookmarks
      ? bookmarkIntervalMs
      : undefined,
    repeats: () => gate.repeats(info),
    timeoutMs: options.timeoutSeconds
      ? Math.min(options.timeoutSeconds * 1000, MAX_TIMEOUT_MS)
      : MIN_TIMEOUT_MS * (1 + Math.random()),
  });
  res.writeHead(200, {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-cache, private',
    Vary: 'Accept',
  });
  res.flushHeaders();
  gate.attach(res, session);
  await session.run();
}

function assertTogether(options: ListOptions): void {
  const { sendInitialEvents, resourceVersionMatch } = options;
  if (sendInitialEvents === undefined && resourceVersionMatch) {
    throw badRequest(
      'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
    );
  }
  if (
    sendInitialEvents !== undefined &&
    resourceVersionMatch !== 'NotOlderThan'
  ) {
    throw badRequest(
      'sendInitialEvents requires resourceVersionMatch "NotOlderThan"',
    );
  }
}

/**
 * Only who asks for the objects first is refused: any other watch from the future says
 * nothing until the future is there.
 */
function assertReached(revision: number, current: number): void {
  if (revision > current) {
    throw tooLargeResourceVersion(revision, current);
  }
}

/** Known before the first byte, so it is an answer; later it is an ERROR event. */
function assertRemembered(revision: number, oldest: number): void {
  if (revision !== 0 && revision < oldest) {
    throw expired(`too old resource version: ${revision} (${oldest})`);
  }
}
