import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';

const MAX_REASON_CHARACTERS = 500;

export interface GitFailure {
  /** Such as `push`. */
  command: string;
  /** What git wrote, already without secrets. */
  text: string;
  /** The repository that it talked to. */
  url?: string;
}

/** The order matters: what a server says comes before what git makes of it. */
const KINDS: {
  matches: RegExp;
  toError: (where: { host: string; path: string; reason: string }) => Error;
}[] = [
  {
    matches:
      /returned error: 40[13]|Authentication failed|could not read (Username|Password)/,
    toError: ({ host, path }) =>
      new NotAllowedError(
        `The git server ${host} refuses access to ${path}: check "o8.git" of the configuration`,
      ),
  },
  {
    matches: /Remote branch .* not found|[Cc]ouldn't find remote ref/,
    toError: ({ host, path }) =>
      new NotFoundError(
        `The repository ${path} of the git server ${host} has no such branch`,
      ),
  },
  {
    matches: /repository '.*' not found|returned error: 404/,
    toError: ({ host, path }) =>
      new NotFoundError(`The git server ${host} has no repository ${path}`),
  },
  {
    matches: /returned error: 3\d\d|redirect/i,
    toError: ({ host, path }) =>
      new InputError(
        `The git server ${host} redirects ${path}: a landing zone must name the address where it is now`,
      ),
  },
  {
    matches: /transport '.*' not allowed/,
    toError: () => new InputError('Git repositories are reached by https only'),
  },
  {
    matches:
      /^!.*\[(rejected|remote rejected)\].*\((fetch first|non-fast-forward|needs force|stale info|already exists|failed to update ref|incorrect old value provided|cannot lock ref.*|remote ref updated since checkout|failed to lock|reference already exists)/m,
    toError: ({ path }) =>
      new ConflictError(
        `Somebody else has changed the branch of ${path} in between`,
      ),
  },
  {
    matches: /\[remote rejected\]/,
    toError: ({ host, path, reason }) =>
      new NotAllowedError(
        `The git server ${host} does not accept the change of ${path}: ${reason}`,
      ),
  },
  {
    matches:
      /unable to access|Could not resolve host|onnection (refused|reset|timed out)|hung up|early EOF|RPC failed|returned error: (429|5\d\d)|invalid server response|not valid: is this a git repository|bad line length|invalid pkt|protocol error|unexpected disconnect/i,
    toError: ({ host, reason }) =>
      new ServiceUnavailableError(
        `The git server ${host} cannot be reached: ${reason}`,
      ),
  },
];

/** What git says, as an error that tells whose it is. */
export function toGitError({ command, text, url }: GitFailure): Error {
  const reason = toReason(text);
  const kind = KINDS.find(({ matches }) => matches.test(text));
  if (kind && url) {
    const { host, pathname } = new URL(url);
    const path = pathname.replace(/^\/|\.git$/g, '');
    return kind.toError({ host, path, reason });
  }
  return new Error(`git ${command} failed: ${reason}`);
}

/** Text of others without secrets, without user information and control characters. */
export function cleanText(text: string, secrets: string[]): string {
  const withoutSecrets = secrets
    .filter(Boolean)
    .flatMap(secret => [secret, encodeURIComponent(secret)])
    .reduce((all, secret) => all.replaceAll(secret, '…'), text);
  return withoutSecrets
    .replace(/\/\/[^/@\s]*@/g, '//')
    .replace(/[^\P{Cc}\n\t]|\p{Cf}/gu, '');
}

/** The lines that say why; not the progress and not the advice. */
function toReason(text: string): string {
  const lines = text.split('\n').map(line => line.trim());
  const telling = lines.filter(line => /^(fatal|error|remote|!)/.test(line));
  const chosen = telling.length ? telling : lines.filter(Boolean);
  const reason = chosen
    .map(line => line.replace(/^(fatal|error|remote): */, '').trim())
    .filter(Boolean)
    .join('; ')
    .replace(/\s+/g, ' ');
  return reason.slice(0, MAX_REASON_CHARACTERS) || 'it gave no reason';
}
