import type {
  AuditorService,
  AuditorServiceEvent,
} from '@backstage/backend-plugin-api';
import { NotAllowedError, toError } from '@backstage/errors';
import type { Request } from 'express';
import type { Caller } from '../visibility';
import type { RouteDefinition } from './Route';

/** The steps of a request that audit events are made of. */
export interface AuditedSteps<Input, Result> {
  authorize(): Promise<Caller>;
  /** What is asked for; a request that cannot be understood is no event. */
  parse(): Promise<Input>;
  handle(caller: Caller, input: Input): Promise<Result>;
}

/**
 * Takes the steps of a request; those of an audited route are an event that says who
 * asked for what and how it ended, refusals included. Bodies are never part of it.
 */
export async function auditRequest<Input, Result>(
  options: {
    auditor: AuditorService;
    definition: RouteDefinition;
    req: Request;
  },
  steps: AuditedSteps<Input, Result>,
): Promise<Result> {
  const caller = await steps.authorize().catch(async error => {
    // Without credentials there is nobody to write down.
    if (error instanceof NotAllowedError) {
      await (await startEvent(options))?.fail({ error });
    }
    throw error;
  });
  const input = await steps.parse();
  const event = await startEvent(options);
  let result: Result;
  try {
    result = await steps.handle(caller, input);
  } catch (error) {
    await event?.fail({ error: toError(error) });
    throw error;
  }
  await event?.success();
  return result;
}

async function startEvent(options: {
  auditor: AuditorService;
  definition: RouteDefinition;
  req: Request;
}): Promise<AuditorServiceEvent | undefined> {
  const { auditor, definition, req } = options;
  return (
    definition.audit &&
    auditor.createEvent({
      ...definition.audit,
      request: req,
      meta: { queryType: definition.operationId, ...req.params },
    })
  );
}
