import type { Dispatcher } from 'undici';
import type { ConnectionTiming } from '../../timing';
import { raceSignal } from '../../landingZones/raceSignal';
import type { Access, AccessProvider, RenewReason } from '../access/Access';
import { ClusterError } from '../ClusterError';
import { toConnectionError, toRefusedError } from '../toClusterError';
import { AgentPool } from './AgentPool';
import { readErrorBody, readJson } from './readBody';

/** What is asked. */
export interface ApiRequest {
  /** Below the path of the API; its parts are encoded. */
  path: string;
  query?: Record<string, string | string[] | undefined>;
  accept?: string;
  /** Sent as JSON, by POST. */
  json?: unknown;
  /** What stands in it and must not come back in any text. */
  secrets?: string[];
  /** Until the answer begins, where that may take longer than usual. */
  answerTimeoutMs?: number;
  signal: AbortSignal;
}

export type ApiTiming = Pick<
  ConnectionTiming,
  'answerTimeoutMs' | 'silenceTimeoutMs' | 'stallTimeoutMs'
>;

interface AskHeaders {
  'accept-encoding': 'gzip' | 'identity';
}

/**
 * Asks an HTTP API. TLS is always verified, redirects are not followed, and whatever
 * goes wrong is a `ClusterError`, but for the signal being aborted.
 */
export class ApiClient {
  readonly #access: AccessProvider;
  readonly #timing: ApiTiming;
  readonly #agents: AgentPool;

  constructor(options: { access: AccessProvider; timing: ApiTiming }) {
    this.#access = options.access;
    this.#timing = options.timing;
    this.#agents = new AgentPool({
      connectTimeoutMs: options.timing.answerTimeoutMs,
    });
  }

  /** A whole answer. */
  async getJson(request: ApiRequest): Promise<unknown> {
    const { body, headers } = await this.#request(request, {
      'accept-encoding': 'gzip',
    });
    const isZipped = headers['content-encoding'] === 'gzip';
    return readJson(body, { isZipped, signal: request.signal });
  }

  /** An answer that goes on. Whoever opened it destroys it. */
  async open(request: ApiRequest): Promise<Dispatcher.ResponseData['body']> {
    const { body } = await this.#request(request, {
      // A compressed stream may hold events back.
      'accept-encoding': 'identity',
    });
    return body;
  }

  async close(): Promise<void> {
    await this.#agents.close();
  }

  async #request(
    request: ApiRequest,
    headers: AskHeaders,
  ): Promise<Dispatcher.ResponseData> {
    const { signal } = request;
    const access = await raceSignal(this.#access.get(), signal);
    try {
      return await this.#ask(request, headers, access);
    } catch (error) {
      if (!isRefused(error)) {
        throw error;
      }
      // A token or a certificate may have been replaced since it was read.
      const { code } = error;
      const renewal = this.#access.renew(access, code);
      if (!(await raceSignal(renewal, signal))) {
        throw error;
      }
      const renewed = await raceSignal(this.#access.get(), signal);
      return this.#ask(request, headers, renewed);
    }
  }

  async #ask(
    request: ApiRequest,
    headers: AskHeaders,
    access: Access,
  ): Promise<Dispatcher.ResponseData> {
    const response = await this.#send(request, headers, access);
    if (response.statusCode === 200) {
      return response;
    }
    throw await toRefusal(response, [
      ...access.secrets,
      ...(request.secrets ?? []),
    ]);
  }

  async #send(
    request: ApiRequest,
    headers: AskHeaders,
    access: Access,
  ): Promise<Dispatcher.ResponseData> {
    const { path, query = {}, accept, json, signal } = request;
    const base = new URL(access.url);
    const isStream = headers['accept-encoding'] === 'identity';
    try {
      return await this.#agents.get(access.tls).request({
        origin: base.origin,
        path: base.pathname.replace(/\/+$/, '') + path + toQuery(query),
        method: json === undefined ? 'GET' : 'POST',
        headers: {
          accept: accept ?? 'application/json',
          'user-agent': 'orchestr8-backstage',
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
          ...access.headers,
        },
        body: json === undefined ? undefined : JSON.stringify(json),
        headersTimeout: request.answerTimeoutMs ?? this.#timing.answerTimeoutMs,
        bodyTimeout: isStream
          ? this.#timing.stallTimeoutMs
          : this.#timing.silenceTimeoutMs,
        signal,
      });
    } catch (error) {
      if (signal.aborted) {
        throw error;
      }
      throw toConnectionError(error);
    }
  }
}

function toQuery(query: NonNullable<ApiRequest['query']>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const each of [value ?? []].flat()) {
      params.append(name, each);
    }
  }
  const text = params.toString();
  return text && `?${text}`;
}

async function toRefusal(
  { statusCode: status, headers, body }: Dispatcher.ResponseData,
  secrets: string[],
): Promise<ClusterError> {
  const retryAfter = headers['retry-after'];
  return toRefusedError({
    status,
    body: await readErrorBody(body),
    retryAfter: Array.isArray(retryAfter) ? retryAfter[0] : retryAfter,
    secrets,
  });
}

function isRefused(
  error: unknown,
): error is ClusterError & { code: RenewReason } {
  return (
    error instanceof ClusterError &&
    (error.code === 'unauthorized' || error.code === 'untrusted')
  );
}
