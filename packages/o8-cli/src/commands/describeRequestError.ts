import { isError, ResponseError } from '@backstage/errors';

const REASONS = new Map(
  Object.entries({
    ECONNREFUSED: 'nobody listens there',
    ECONNRESET: 'the connection broke',
    ENOTFOUND: 'its name is not known',
    EAI_AGAIN: 'its name cannot be looked up now',
    EHOSTUNREACH: 'there is no way to it',
    ENETUNREACH: 'there is no way to it',
    ETIMEDOUT: 'it does not answer',
    UND_ERR_CONNECT_TIMEOUT: 'it does not answer',
    CERT_HAS_EXPIRED: 'its certificate has expired',
    DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is not trusted',
    SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not trusted',
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not trusted',
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is not trusted',
    ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is that of another name',
  }),
);

/** Why a backend gave no answer that could be used, as a sentence. */
export function describeRequestError(
  error: unknown,
  { url, hasToken }: { url: string; hasToken: boolean },
): string {
  if (error instanceof ResponseError) {
    return describeRefusal(error, { url, hasToken });
  }
  if (error instanceof SyntaxError) {
    return `${url} does not answer as a backend of Orchestr8 does; is it the URL of the portal's pages?`;
  }
  if (isError(error) && error.name === 'TimeoutError') {
    return `${url} did not answer in time`;
  }
  const code = findCode(error);
  const reason = code && (REASONS.get(code) ?? code);
  if (reason) {
    return `${url} cannot be reached: ${reason}`;
  }
  return isError(error) ? error.message : String(error);
}

function describeRefusal(
  error: ResponseError,
  { url, hasToken }: { url: string; hasToken: boolean },
): string {
  const { message } = error.cause;
  const { status } = error.response;
  if (status >= 300 && status < 400) {
    return `${url} sends on to another address; is it the URL of the backend?`;
  }
  switch (status) {
    case 401:
      return hasToken
        ? `${url} does not accept the token: ${message}`
        : `${url} wants to know who asks: give a token by --token-file or O8_TOKEN`;
    case 403:
      return `${url} does not allow it: ${message}`;
    case 404:
      return `There is no Orchestr8 at ${url}`;
    default:
      return `${url} answered ${status}: ${message}`;
  }
}

// What fetch throws says why in its cause, or in that of several addresses.
function findCode(error: unknown): string | undefined {
  for (let at: unknown = error, depth = 0; isError(at) && depth < 5; depth++) {
    if (typeof at.code === 'string') {
      return at.code;
    }
    at = at.cause ?? (Array.isArray(at.errors) ? at.errors[0] : undefined);
  }
  return undefined;
}
