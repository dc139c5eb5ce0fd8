import os from 'node:os';

const MAX_PUSH_BYTES = 256 * 1024 * 1024;

/**
 * What every git of this host is told. On the command line instead of in each
 * repository, so that repositories of earlier versions obey it too.
 */
export const GIT_POLICY: readonly string[] = toFlags({
  // A path that holds no hooks: nothing in a repository is ever run.
  'core.hooksPath': os.devNull,
  // A collection would outlive the push that began it, and the fleet too.
  'gc.auto': '0',
  'receive.autogc': 'false',
  'receive.maxInputSize': `${MAX_PUSH_BYTES}`,
  'transfer.fsckObjects': 'true',
  'uploadpack.allowFilter': 'true',
  'uploadpack.allowAnySHA1InWant': 'true',
  // http-backend lets in only whom we name in REMOTE_USER: http.receivepack stays unset.
  'http.getanyfile': 'false',
});

/** For a push to the main branch: it only grows. */
export const MAIN_BRANCH_POLICY: readonly string[] = toFlags({
  'receive.denyNonFastForwards': 'true',
  'receive.denyDeletes': 'true',
});

function toFlags(settings: Record<string, string>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
}
