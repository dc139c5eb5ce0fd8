import { CustomErrorBase } from '@backstage/errors';

/** The codes of gRPC that are used here, with the HTTP status that each becomes. */
const CODES = {
  unknown: { code: 2, httpStatus: 500 },
  invalidArgument: { code: 3, httpStatus: 400 },
  deadlineExceeded: { code: 4, httpStatus: 504 },
  notFound: { code: 5, httpStatus: 404 },
  permissionDenied: { code: 7, httpStatus: 403 },
  resourceExhausted: { code: 8, httpStatus: 429 },
  // Not 412: that status belongs to conditional requests.
  failedPrecondition: { code: 9, httpStatus: 400 },
  unauthenticated: { code: 16, httpStatus: 401 },
} as const;

/** The name of a code of gRPC. */
export type GrpcCode = keyof typeof CODES;

/** A refusal in the form of the gateway that Argo CD answers HTTP with. */
export class GrpcError extends CustomErrorBase {
  readonly name = 'GrpcError';
  readonly code: number;
  readonly httpStatus: number;

  constructor(code: GrpcCode, message: string, httpStatus?: number) {
    super(message);
    this.code = CODES[code].code;
    this.httpStatus = httpStatus ?? CODES[code].httpStatus;
  }

  toBody(): { error: string; code: number; message: string } {
    const { code, message } = this;
    return { error: message, code, message };
  }
}
