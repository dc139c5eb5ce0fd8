import type { Request, Response } from 'express';
import type { RequestInfo } from '../RequestInfo';
import type { OpenWatch } from './OpenWatch';

/** A request that is under way. */
export interface Exchange {
  info: RequestInfo;
  req: Request;
  res: Response;
  watch?: OpenWatch;
  /** It has been let through, so that its answer is being made. */
  isPassed?: boolean;
  /** Nothing comes any more, so that only the end of the fault ends it. */
  isHeld?: boolean;
}
