import type { Response } from 'express';
import type { KubeObject, ResourceDefinition } from '../../types';
import {
  toPartialMetadata,
  toTable,
  toTableRow,
  type Representation,
} from '../representation';
import type { StatusError } from '../StatusError';
import { apiVersionOf } from '../store';
import { toApiVersion } from './toApiVersion';

/** Writes the lines of a watch in the form that its client asked for. */
export class WatchWriter {
  readonly #res: Response;
  readonly #definition: ResourceDefinition;
  readonly #representation: Representation;
  readonly #now: () => Date;
  #isFirst = true;

  constructor(options: {
    res: Response;
    definition: ResourceDefinition;
    representation: Representation;
    now: () => Date;
  }) {
    this.#res = options.res;
    this.#definition = options.definition;
    this.#representation = options.representation;
    this.#now = options.now;
  }

  /** The client does not keep up: wait for `drain`. */
  get needsDrain(): boolean {
    return this.#res.writableNeedDrain;
  }

  write(type: 'ADDED' | 'MODIFIED' | 'DELETED', object: KubeObject): void {
    this.#line(type, this.#toForm(object));
  }

  /** Says up to where everything was told. */
  bookmark(revision: number, annotations?: Record<string, string>): void {
    const isObject = this.#representation === 'object';
    this.#line('BOOKMARK', {
      kind: isObject ? this.#definition.kind : 'PartialObjectMetadata',
      apiVersion: isObject ? apiVersionOf(this.#definition) : 'meta.k8s.io/v1',
      metadata: {
        resourceVersion: `${revision}`,
        creationTimestamp: null,
        ...(annotations ? { annotations } : {}),
      },
    });
  }

  error(refusal: StatusError): void {
    this.#line('ERROR', refusal.toStatus());
  }

  #toForm(object: KubeObject): object {
    switch (this.#representation) {
      case 'partial':
        return toPartialMetadata(object);
      case 'table': {
        const { resourceVersion } = object.metadata;
        const hasColumns = this.#isFirst;
        this.#isFirst = false;
        return toTable({
          metadata: { resourceVersion },
          rows: [toTableRow(object, this.#now())],
          hasColumns,
        });
      }
      default:
        return toApiVersion(object, this.#definition);
    }
  }

  #line(type: string, object: object): void {
    // A write to a connection that is gone would be an error that nobody catches.
    if (!this.#res.destroyed && !this.#res.writableEnded) {
      this.#res.write(`${JSON.stringify({ type, object })}\n`);
    }
  }
}
