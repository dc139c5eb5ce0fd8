import { z } from 'zod';
import type { ClusterError } from '../clusters';

/** Why a cluster could not be asked: for programs, and for people. */
export interface Failure {
  code: string;
  message: string;
}

// What one error of the connection means is told apart by what the system said.
const SYSTEM_CODES: Record<string, string> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  ECONNREFUSED: 'connectionRefused',
};

/** Where to look first. */
const ADVICE: Record<string, string> = {
  dns: 'look at the host in "url"',
  connectionRefused: 'is it running, and is the port in "url" right?',
  timeout: 'is it running, and does a firewall let the backend through?',
  untrusted: 'look at "caFile"',
  unauthorized: 'look at "auth"',
};

/** Says why a cluster could not be asked, and where to look first. */
export function describeFailure(error: ClusterError): Failure {
  const code = findSystemCode(error.cause) ?? error.code;
  const advice = ADVICE[code];
  return { code, message: error.message + (advice ? ` (${advice})` : '') };
}

const causeSchema = z.object({
  code: z.string().optional().catch(undefined),
  cause: z.unknown().optional(),
  errors: z.array(z.unknown()).optional().catch(undefined),
});

function findSystemCode(error: unknown): string | undefined {
  const { code, cause, errors } = causeSchema.safeParse(error).data ?? {};
  const inner = cause ?? errors?.[0];
  return (
    SYSTEM_CODES[code ?? ''] ?? (inner ? findSystemCode(inner) : undefined)
  );
}
