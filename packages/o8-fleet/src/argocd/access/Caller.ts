import { GrpcError } from '../errors';
import type { Account, Action } from './Account';

/** Somebody who calls. */
export interface Caller {
  account: Account;
  /** As tokens name who they are of. */
  subject: string;
}

/** Refuses what an account may not do, in the words of Argo CD. */
export function enforce(caller: Caller, action: Action, object: string): void {
  if (!caller.account.actions.includes(action)) {
    throw new GrpcError(
      'permissionDenied',
      `permission denied: applications, ${action}, ${object}, sub: ${caller.subject}`,
    );
  }
}
