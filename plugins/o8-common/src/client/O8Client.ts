import { ForwardedError, ResponseError } from '@backstage/errors';
import { z } from 'zod';
import { createAnswerSchema, type Answer } from '../answer';
import {
  historyEntrySchema,
  moduleDetailSchema,
  unmatchedObjectSchema,
  type FleetAnswer,
  type FleetRow,
  type HistoryEntry,
  type ModuleDetail,
  type ModuleSummary,
  type UnmatchedObject,
} from '../module';
import { createFleetAnswerSchema, fleetRowShape } from '../module/fleet';
import { moduleSummaryShape } from '../module/module';
import { sourceStatusSchema, type SourceStatus } from '../sourceStatus';
import {
  blueprintValidationSchema,
  landingZoneSummarySchema,
  moduleNameAnswerSchema,
  type BlueprintQuery,
  type BlueprintValidation,
  type LandingZoneSummary,
  type ModuleNameAnswer,
} from '../spec';
import { KeptAnswers } from './KeptAnswers';
import type {
  EntityName,
  HistoryQuery,
  ModulesQuery,
  O8Api,
  O8RequestOptions,
} from './O8Api';
import { pickShape } from './pickShape';
import { toSearch } from './toSearch';

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
const historyAnswerSchema = createAnswerSchema(historyEntrySchema);
const landingZonesAnswerSchema = createAnswerSchema(landingZoneSummarySchema);
const unmatchedAnswerSchema = createAnswerSchema(unmatchedObjectSchema);

/**
 * The typed client of `/api/o8/v1`, for browsers, backends, scripts and tests. Where
 * an answer says the same as the one before, it is the same object: do not change it.
 *
 * @public
 */
export class O8Client implements O8Api {
  readonly #discoveryApi: O8ClientOptions['discoveryApi'];
  readonly #fetchApi: O8ClientOptions['fetchApi'];
  readonly #kept = new KeptAnswers();

  constructor(options: O8ClientOptions) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  async getSources(options?: O8RequestOptions): Promise<Answer<SourceStatus>> {
    return this.#get('sources', sourcesAnswerSchema, options);
  }

  async getModules<Field extends keyof ModuleSummary = keyof ModuleSummary>(
    query: ModulesQuery<Field> = {},
    options?: O8RequestOptions,
  ): Promise<Answer<Pick<ModuleSummary, Field>>> {
    const path = `modules${toSearch(query)}`;
    const item = pickShape<ModuleSummary, Field>(
      moduleSummaryShape,
      query.fields,
    );
    return this.#get(path, createAnswerSchema(item), options);
  }

  async getModule(
    entity: EntityName,
    options?: O8RequestOptions,
  ): Promise<ModuleDetail> {
    return this.#get(toModulePath(entity), moduleDetailSchema, options);
  }

  async getHistory(
    entity: EntityName,
    query: HistoryQuery = {},
    options?: O8RequestOptions,
  ): Promise<Answer<HistoryEntry>> {
    const path = `${toModulePath(entity)}/history${toSearch(query)}`;
    return this.#get(path, historyAnswerSchema, options);
  }

  async getFleet<Field extends keyof FleetRow = keyof FleetRow>(
    query: ModulesQuery<Field> = {},
    options?: O8RequestOptions,
  ): Promise<Omit<FleetAnswer, 'items'> & { items: Pick<FleetRow, Field>[] }> {
    const path = `fleet${toSearch(query)}`;
    const row = pickShape<FleetRow, Field>(fleetRowShape, query.fields);
    return this.#get(path, createFleetAnswerSchema(row), options);
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

  async validateBlueprint(
    query: BlueprintQuery,
    options?: O8RequestOptions,
  ): Promise<BlueprintValidation> {
    const path = 'blueprint/validate';
    return this.#ask({ path, body: query }, blueprintValidationSchema, options);
  }

  async #get<T>(
    path: string,
    schema: z.ZodType<T>,
    options?: O8RequestOptions,
  ): Promise<T> {
    return this.#ask({ path }, schema, options);
  }

  async #ask<T>(
    { path, body }: { path: string; body?: unknown },
    schema: z.ZodType<T>,
    { token, signal }: O8RequestOptions = {},
  ): Promise<T> {
    const baseUrl = await this.#discoveryApi.getBaseUrl('o8');
    const response = await this.#fetchApi.fetch(`${baseUrl}/v1/${path}`, {
      headers: {
        ...(token && { Authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
      signal,
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    const parse = (text: string) => parseAnswer(path, text, schema);
    const text = await response.text();
    return body === undefined
      ? this.#kept.read(path, text, parse)
      : parse(text);
  }
}

function parseAnswer<T>(path: string, text: string, schema: z.ZodType<T>): T {
  const result = schema.safeParse(JSON.parse(text));
  if (!result.success) {
    throw new ForwardedError(
      `The answer of "${path}" is not what this version expects; are the o8 packages of the app and the backend of one version?`,
      new Error(z.prettifyError(result.error)),
    );
  }
  return result.data;
}

function toModulePath({ kind, namespace, name }: EntityName): string {
  return ['modules', kind, namespace, name].map(encodeURIComponent).join('/');
}
