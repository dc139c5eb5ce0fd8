import { z } from 'zod';
import { ClusterError, type ClusterErrorCode } from './ClusterError';

const MAX_MESSAGE = 300;
const MAX_RETRY_AFTER_MS = 5 * 60_000;

const statusSchema = z.object({
  message: z.string().optional(),
  reason: z.string().optional(),
  code: z.number().optional(),
  details: z
    .object({ causes: z.array(z.object({ reason: z.string() })) })
    .optional()
    .catch(undefined),
});

/** What a cluster answered instead of what was asked for. */
export interface Refusal {
  status: number;
  /** The body: a Kubernetes `Status`, or anything else. */
  body: unknown;
  retryAfter?: string;
  /** What we signed with: some proxies repeat it. */
  secrets?: string[];
}

const SENTENCES: Record<ClusterErrorCode, string> = {
  unreachable: 'The cluster cannot be reached',
  timeout: 'The cluster does not answer',
  untrusted: 'The certificate of the cluster is not trusted',
  unauthorized: 'The cluster does not accept our token',
  forbidden: 'The cluster does not allow it',
  notFound: 'The cluster does not have it',
  gone: 'The cluster no longer has the changes since then',
  throttled: 'The cluster asks us to wait',
  refused: 'The cluster refuses it',
  failed: 'The cluster failed',
  invalid: 'The cluster answered something that cannot be read',
};

/** Puts an answer that is not 2xx, or an ERROR event of a watch, into a sentence. */
export function toRefusedError(refusal: Refusal): ClusterError {
  const { status, body, retryAfter, secrets = [] } = refusal;
  const said = statusSchema.safeParse(body).data ?? {};
  const code = toCode(status, said);
  const words = said.message
    ? clean(said.message, secrets)
    : `status ${status}`;
  return new ClusterError(code, `${SENTENCES[code]}: ${words}`, {
    retryAfterMs: toRetryAfterMs(retryAfter),
  });
}

const CODES: Record<number, ClusterErrorCode> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'notFound',
  410: 'gone',
  429: 'throttled',
};

const TOO_LARGE = /too large resource version/i;

function toCode(
  status: number,
  said: z.output<typeof statusSchema>,
): ClusterErrorCode {
  const { reason, message = '', details } = said;
  if (reason === 'Expired' || reason === 'Gone') {
    return 'gone';
  }
  // A version from the future, as after a restore of the cluster: only a list helps.
  const isTooLarge = details?.causes.some(
    cause => cause.reason === 'ResourceVersionTooLarge',
  );
  if (isTooLarge || (status >= 400 && TOO_LARGE.test(message))) {
    return 'gone';
  }
  return CODES[status] ?? (status >= 500 ? 'failed' : 'refused');
}

function toRetryAfterMs(header: string | undefined): number | undefined {
  const seconds = Number(header);
  // No wait at all would be an invitation to ask again without a pause.
  return header && Number.isFinite(seconds) && seconds > 0
    ? Math.min(seconds * 1_000, MAX_RETRY_AFTER_MS)
    : undefined;
}

const UNTRUSTED =
  /CERT|SIGNATURE|SELF_SIGNED|ERR_TLS|UNABLE_TO_VERIFY|ALTNAME/i;
const TIMEOUT = /TIMEOUT|ETIMEDOUT/i;

/** Puts an error of the network, or of TLS, into a sentence. */
export function toConnectionError(error: unknown): ClusterError {
  if (error instanceof ClusterError) {
    return error;
  }
  const id = findErrorCode(error);
  let code: ClusterErrorCode = 'unreachable';
  if (UNTRUSTED.test(id)) {
    code = 'untrusted';
  } else if (TIMEOUT.test(id)) {
    code = 'timeout';
  }
  return new ClusterError(code, describe(code, id), { cause: error });
}

const WORDS: Record<string, string> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  ENOTFOUND: 'its host name is not known',
  EAI_AGAIN: 'its host name could not be looked up',
  EHOSTUNREACH: 'no route to its host',
  ENETUNREACH: 'no route to its network',
  UND_ERR_SOCKET: 'connection closed',
};

function describe(code: ClusterErrorCode, id: string): string {
  return code === 'timeout'
    ? SENTENCES.timeout
    : `${SENTENCES[code]}: ${WORDS[id] ?? id}`;
}

const causeSchema = z.object({
  code: z.string().optional().catch(undefined),
  cause: z.unknown().optional(),
  errors: z.array(z.unknown()).optional().catch(undefined),
  name: z.string().optional().catch(undefined),
});

// The name of an error, and never its message: that may hold addresses.
function findErrorCode(error: unknown): string {
  const { code, cause, errors, name } = causeSchema.safeParse(error).data ?? {};
  if (code) {
    return code;
  }
  const inner = cause ?? errors?.[0];
  return inner ? findErrorCode(inner) : name ?? 'unknown';
}

const ADDRESS = /\bhttps?:\/\/[^\s"'<>]+/gi;
const BEARER = /\bbearer\s+[^\s"',;]+/gi;
const JSON_WEB_TOKEN = /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g;

function clean(message: string, secrets: string[]): string {
  const words = secrets
    .filter(secret => secret)
    .reduce((text, secret) => text.replaceAll(secret, '…'), message)
    .replace(ADDRESS, '…')
    .replace(BEARER, 'Bearer …')
    .replace(JSON_WEB_TOKEN, '…')
    // Control characters and line breaks have no place in a sentence.
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim();
  return words.length > MAX_MESSAGE
    ? `${words.slice(0, MAX_MESSAGE - 1)}…`
    : words;
}
