import type { Request, Response } from 'express';
import type { ResourceDefinition } from '../../types';
import type { FaultGate } from '../faults';
import type { ResourceRequestInfo } from '../RequestInfo';
import type { ClusterStore } from '../store';

/** What all requests of a cluster share. */
export interface ClusterContext {
  store: ClusterStore;
  gate: FaultGate;
  now: () => Date;
  /** How often an open watch says where it is. */
  bookmarkIntervalMs: number;
  /** How long one may go on with a list that was cut. */
  continueTtlMs: number;
}

/** A request for objects that may be done, of a kind that is there. */
export interface ApiRequest {
  context: ClusterContext;
  info: ResourceRequestInfo;
  definition: ResourceDefinition;
  req: Request;
  res: Response;
}
