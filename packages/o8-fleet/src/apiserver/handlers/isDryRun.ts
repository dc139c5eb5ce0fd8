import { badRequest } from '../refusals';
import type { ApiRequest } from './ApiRequest';

/** Whether a write is only to be tried. */
export function isDryRun(request: ApiRequest): boolean {
  const { dryRun } = request.req.query;
  if (dryRun !== undefined && dryRun !== 'All') {
    throw badRequest('dryRun must be "All"');
  }
  return dryRun === 'All';
}
