import { z } from 'zod';
import type { KubeObject } from '../../types';
import type { ApplicationSource, ObjectId } from '../types';
import type { ApplicationSpec } from './ApplicationSpec';

const schema = z.looseObject({
  sync: z.looseObject({
    revision: z.string().optional(),
    source: z.looseObject({ repoURL: z.string() }).optional(),
    revisions: z.array(z.string()).optional(),
    sources: z.array(z.looseObject({ repoURL: z.string() })).optional(),
    prune: z.boolean().default(false),
    dryRun: z.boolean().default(false),
    resources: z
      .array(
        z.object({
          group: z.string().default(''),
          kind: z.string(),
          name: z.string(),
          namespace: z.string().default(''),
        }),
      )
      .default([]),
  }),
  initiatedBy: z.looseObject({}).default({}),
});

/** A sync that somebody has asked for: the `operation` of an Application. */
export class ManualSync {
  /** As it was asked for. */
  readonly operation: object;
  readonly initiatedBy: object;
  readonly prune: boolean;
  readonly isDryRun: boolean;
  /** Somebody wants it to end. */
  readonly isTerminating: boolean;
  readonly #sync: z.infer<typeof schema>['sync'];

  private constructor(
    operation: z.infer<typeof schema>,
    { operation: asked, status }: KubeObject,
  ) {
    const { sync, initiatedBy } = operation;
    const state = (status ?? {}) as { operationState?: { phase?: string } };
    this.operation = asked as object;
    this.initiatedBy = initiatedBy;
    this.prune = sync.prune;
    this.isDryRun = sync.dryRun;
    this.isTerminating = state.operationState?.phase === 'Terminating';
    this.#sync = sync;
  }

  /** What is asked of an Application; one that cannot be read is as none. */
  static read(application: KubeObject): ManualSync | undefined {
    const { success, data } = schema.safeParse(application.operation);
    return success ? new ManualSync(data, application) : undefined;
  }

  /** Whether only some of the objects are meant. */
  get isPartial(): boolean {
    return this.#sync.resources.length > 0;
  }

  /** The spec with the sources that are to be synced. */
  specFrom(spec: ApplicationSpec): ApplicationSpec {
    const { source, revision, sources, revisions } = this.#sync;
    const wanted = spec.isList ? sources : source && [source];
    const asked = spec.isList ? revisions : revision && [revision];
    const all = (wanted ?? spec.sources) as readonly ApplicationSource[];
    return {
      ...spec,
      sources: all.map((each, index) => ({
        ...each,
        targetRevision: asked?.[index] || each.targetRevision,
      })),
    };
  }

  /** Whether an object is meant. */
  covers({ group, kind, namespace = '', name }: ObjectId): boolean {
    const { resources } = this.#sync;
    return (
      resources.length === 0 ||
      resources.some(
        each =>
          each.group === group &&
          each.kind === kind &&
          each.name === name &&
          (each.namespace === '' || each.namespace === namespace),
      )
    );
  }
}
