import { ForwardedError, ResponseError } from '@backstage/errors';
import { z } from 'zod';
import { createAnswerSchema, type Answer } from '../answer';
import { sourceStatusSchema, type SourceStatus } from '../sourceStatus';
import type { O8Api, O8RequestOptions } from './O8Api';

/**
 * Options of {@link O8Client}. Backstage's own `discoveryApi` and `fetchApi` fit,
 * and so do `coreServices.discovery` and the global `fetch`.
 *
 * @public
 */
export interface O8ClientOptions {
  discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  fetchApi: { fetch: typeof fetch };
}

const sourcesAnswerSchema = createAnswerSchema(sourceStatusSchema);

/**
 * The typed client of `/api/o8/v1`, for browsers, backends, scripts and tests.
 *
 * @public
 */
export class O8Client implements O8Api {
  readonly #discoveryApi: O8ClientOptions['discoveryApi'];
  readonly #fetchApi: O8ClientOptions['fetchApi'];

  constructor(options: O8ClientOptions) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  async getSources(options?: O8RequestOptions): Promise<Answer<SourceStatus>> {
    return this.#get('sources', sourcesAnswerSchema, options);
  }

  async #get<T>(
    path: string,
    schema: z.ZodType<T>,
    options: O8RequestOptions = {},
  ): Promise<T> {
    const { token, signal } = options;
    const baseUrl = await this.#discoveryApi.getBaseUrl('o8');
    const response = await this.#fetchApi.fetch(`${baseUrl}/v1/${path}`, {
      headers: token ? { Authorization: `Bearer ${token}` } : {},
      signal,
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    const result = schema.safeParse(await response.json());
    if (!result.success) {
      throw new ForwardedError(
        `The answer of "${path}" is not what this version expects; are the o8 packages of the app and the backend of one version?`,
        new Error(z.prettifyError(result.error)),
      );
    }
    return result.data;
  }
}
