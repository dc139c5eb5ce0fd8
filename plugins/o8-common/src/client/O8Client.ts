import { ForwardedError, ResponseError } from '@backstage/errors';
import { z } from 'zod';
import { createAnswerSchema, type Answer } from '../answer';
import {
  moduleDetailSchema,
  moduleSummarySchema,
  unmatchedObjectSchema,
  type ModuleDetail,
  type ModuleSummary,
  type UnmatchedObject,
} from '../module';
import { sourceStatusSchema, type SourceStatus } from '../sourceStatus';
import {
  landingZoneSummarySchema,
  moduleNameAnswerSchema,
  type LandingZoneSummary,
  type ModuleNameAnswer,
} from '../spec';
import type {
  EntityName,
  ModulesQuery,
  O8Api,
  O8RequestOptions,
} from './O8Api';

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
const modulesAnswerSchema = createAnswerSchema(moduleSummarySchema);
const landingZonesAnswerSchema = createAnswerSchema(landingZoneSummarySchema);
const unmatchedAnswerSchema = createAnswerSchema(unmatchedObjectSchema);

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

  async getModules(
    query: ModulesQuery = {},
    options?: O8RequestOptions,
  ): Promise<Answer<ModuleSummary>> {
    const path = `modules${toSearch(query)}`;
    return this.#get(path, modulesAnswerSchema, options);
  }

  async getModule(
    entity: EntityName,
    options?: O8RequestOptions,
  ): Promise<ModuleDetail> {
    const { kind, namespace, name } = entity;
    const path = ['modules', kind, namespace, name]
      .map(encodeURIComponent)
      .join('/');
    return this.#get(path, moduleDetailSchema, options);
  }

  async getUnmatched(
    options?: O8RequestOptions,
  ): Promise<Answer<UnmatchedObject>> {
    return this.#get('unmatched', unmatchedAnswerSchema, options);
  }

  async getLandingZones(
    options?: O8RequestOptions,
  ): Promise<Answer<LandingZoneSummary>> {
    return this.#get('landing-zones', landingZonesAnswerSchema, options);
  }

  async getLandingZone(
    zone: string,
    options?: O8RequestOptions,
  ): Promise<LandingZoneSummary> {
    const path = `landing-zones/${encodeURIComponent(zone)}`;
    return this.#get(path, landingZoneSummarySchema, options);
  }

  async checkModuleName(
    query: { zone: string; name: string; owner?: string },
    options?: O8RequestOptions,
  ): Promise<ModuleNameAnswer> {
    const [zone, name] = [query.zone, query.name].map(encodeURIComponent);
    const search = query.owner
      ? `?${new URLSearchParams({ owner: query.owner })}`
      : '';
    const path = `landing-zones/${zone}/names/${name}${search}`;
    return this.#get(path, moduleNameAnswerSchema, options);
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

function toSearch(query: ModulesQuery): string {
  const search = new URLSearchParams();
  for (const [key, values] of Object.entries(query.filter ?? {})) {
    if (values.length) {
      search.append('filter', `${key}=${values.join(',')}`);
    }
  }
  for (const key of ['order', 'limit', 'cursor'] as const) {
    if (query[key] !== undefined) {
      search.set(key, String(query[key]));
    }
  }
  return search.size ? `?${search}` : '';
}
