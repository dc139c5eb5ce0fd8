import { StatusError } from '../StatusError';
import type { FAULT_STATUSES } from './Fault';

const REFUSALS: Record<
  (typeof FAULT_STATUSES)[number],
  { reason: string; message: string; retryAfterSeconds?: number }
> = {
  401: { reason: 'Unauthorized', message: 'Unauthorized' },
  403: { reason: 'Forbidden', message: 'forbidden: access was taken away' },
  404: {
    reason: 'NotFound',
    message: 'the server could not find the requested resource',
  },
  410: {
    reason: 'Expired',
    message: 'The resourceVersion for the provided watch is too old.',
  },
  429: {
    reason: 'TooManyRequests',
    message: 'Too many requests, please try again later.',
    retryAfterSeconds: 1,
  },
  500: {
    reason: 'InternalError',
    message: 'Internal error occurred: the storage does not answer',
  },
};

/** The refusal that a fault answers with. */
export function faultRefusal(
  code: (typeof FAULT_STATUSES)[number],
): StatusError {
  const { reason, message, retryAfterSeconds } = REFUSALS[code];
  return new StatusError({
    code,
    reason,
    message,
    ...(retryAfterSeconds ? { details: { retryAfterSeconds } } : {}),
  });
}
