import { CustomErrorBase } from '@backstage/errors';
import type { Status, StatusDetails } from './Status';

/** A refusal that is answered as a `Status`. */
export class StatusError extends CustomErrorBase {
  readonly name = 'StatusError';
  readonly code: number;
  readonly reason: string;
  readonly details?: StatusDetails;
  readonly #metadata: Status['metadata'];

  constructor(options: {
    code: number;
    reason: string;
    message: string;
    details?: StatusDetails;
    metadata?: Status['metadata'];
  }) {
    super(options.message);
    this.code = options.code;
    this.reason = options.reason;
    this.details = options.details;
    this.#metadata = options.metadata ?? {};
  }

  toStatus(): Status {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: this.#metadata,
      status: 'Failure',
      message: this.message,
      reason: this.reason,
      ...(this.details ? { details: this.details } : {}),
      code: this.code,
    };
  }
}
