import { ClusterError, type ClusterErrorCode } from './ClusterError';
import { toConnectionError, toRefusedError } from './toClusterError';

describe('toRefusedError', () => {
  it.each<[number, unknown, ClusterErrorCode, string]>([
    [400, null, 'refused', 'The cluster refuses it: status 400'],
    [302, '<html>', 'refused', 'The cluster refuses it: status 302'],
    [
      401,
      { message: 'Unauthorized' },
      'unauthorized',
      'The cluster does not accept our token: Unauthorized',
    ],
    [
      403,
      { message: 'pods is forbidden' },
      'forbidden',
      'The cluster does not allow it: pods is forbidden',
    ],
    [404, {}, 'notFound', 'The cluster does not have it: status 404'],
    [
      410,
      { reason: 'Expired', message: 'too old' },
      'gone',
      'The cluster no longer has the changes since then: too old',
    ],
    [
      500,
      { reason: 'Expired', message: 'too old' },
      'gone',
      'The cluster no longer has the changes since then: too old',
    ],
    [
      400,
      { reason: 'Gone' },
      'gone',
      'The cluster no longer has the changes since then: status 400',
    ],
    [429, undefined, 'throttled', 'The cluster asks us to wait: status 429'],
    [500, { message: 7 }, 'failed', 'The cluster failed: status 500'],
    [503, [], 'failed', 'The cluster failed: status 503'],
  ])('puts %d with %j into a sentence', (status, body, code, message) => {
    const error = toRefusedError({ status, body });

    expect(error).toBeInstanceOf(ClusterError);
    expect(error).toMatchObject({ code, message, retryAfterMs: undefined });
    expect(error.concernsConnection).toBe(false);
  });

  it.each([
    ['3', 3_000],
    ['0.5', 500],
    ['100000', 300_000],
    ['0', undefined],
    ['-1', undefined],
    ['', undefined],
    ['soon', undefined],
    ['Infinity', undefined],
    ['Wed, 21 Oct 2026 07:28:00 GMT', undefined],
    [undefined, undefined],
  ])('waits as long as "%s" asks', (retryAfter, retryAfterMs) => {
    const refusal = { status: 429, body: null, retryAfter };
    expect(toRefusedError(refusal).retryAfterMs).toBe(retryAfterMs);
  });

  it('makes one line of what the cluster said', () => {
    const message = ' first\r\n\tsecond\u0000\u001b[31m third ';
    expect(toRefusedError({ status: 403, body: { message } }).message).toBe(
      'The cluster does not allow it: first second [31m third',
    );
  });

  it('keeps it short', () => {
    const body = { message: 'x'.repeat(10_000) };
    const { message } = toRefusedError({ status: 403, body });

    expect(message).toMatch(/^The cluster does not allow it: x+…$/);
    expect(message.length).toBeLessThan(350);
  });

  it.each([
    [
      'failed calling webhook: Post "https://hook.svc:443/check?timeout=5s": EOF',
      'failed calling webhook: Post "…": EOF',
    ],
    ['no route to http://10.0.0.1:8080/a, sorry', 'no route to … sorry'],
    [
      'wrong header Authorization: Bearer abc.def-123',
      'wrong header Authorization: Bearer …',
    ],
    [
      'token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJtZSJ9.c2lnbmF0dXJl is expired',
      'token … is expired',
    ],
  ])('leaves addresses and tokens out of "%s"', (message, words) => {
    expect(toRefusedError({ status: 403, body: { message } }).message).toBe(
      `The cluster does not allow it: ${words}`,
    );
  });
});

describe('toConnectionError', () => {
  const withCode = (code: string, message = 'https://secret.example/?t=abc') =>
    Object.assign(new Error(message), { code });

  it.each<[string, ClusterErrorCode, string]>([
    [
      'ECONNREFUSED',
      'unreachable',
      'The cluster cannot be reached: connection refused',
    ],
    [
      'ENOTFOUND',
      'unreachable',
      'The cluster cannot be reached: its host name is not known',
    ],
    ['ESOMETHING', 'unreachable', 'The cluster cannot be reached: ESOMETHING'],
    ['ETIMEDOUT', 'timeout', 'The cluster does not answer'],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout', 'The cluster does not answer'],
    ['UND_ERR_HEADERS_TIMEOUT', 'timeout', 'The cluster does not answer'],
    ['UND_ERR_BODY_TIMEOUT', 'timeout', 'The cluster does not answer'],
    [
      'SELF_SIGNED_CERT_IN_CHAIN',
      'untrusted',
      'The certificate of the cluster is not trusted: SELF_SIGNED_CERT_IN_CHAIN',
    ],
    [
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'untrusted',
      'The certificate of the cluster is not trusted: UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    ],
    [
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'untrusted',
      'The certificate of the cluster is not trusted: ERR_TLS_CERT_ALTNAME_INVALID',
    ],
    [
      'CERT_HAS_EXPIRED',
      'untrusted',
      'The certificate of the cluster is not trusted: CERT_HAS_EXPIRED',
    ],
  ])('puts %s into a sentence without an address', (id, code, message) => {
    const error = toConnectionError(withCode(id));
    expect(error).toMatchObject({ code, message });
    expect(error.concernsConnection).toBe(true);
  });

  it.each([
    ['a cause', new TypeError('failed', { cause: withCode('ECONNRESET') })],
    ['several', new AggregateError([withCode('ECONNRESET'), withCode('X')])],
    [
      'a cause of a cause',
      new Error('a', {
        cause: new Error('b', { cause: withCode('ECONNRESET') }),
      }),
    ],
  ])('looks for the reason in %s', (_, error) => {
    expect(toConnectionError(error).message).toBe(
      'The cluster cannot be reached: connection reset',
    );
  });

  it.each([
    [new TypeError('http://secret'), 'TypeError'],
    ['http://secret', 'unknown'],
    [undefined, 'unknown'],
    [{ code: 7, name: 8 }, 'unknown'],
  ])('has a sentence for %p too', (error, id) => {
    expect(toConnectionError(error).message).toBe(
      `The cluster cannot be reached: ${id}`,
    );
  });

  it('leaves an error of a cluster as it is', () => {
    const error = new ClusterError('gone', 'Gone');
    expect(toConnectionError(error)).toBe(error);
  });
});
