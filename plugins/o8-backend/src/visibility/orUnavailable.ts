import type { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';

/**
 * The answer of another plugin, or a `ServiceUnavailableError`: as an answer of ours,
 * its 404 or 403 would say what it does not mean. Why is for the log, since it may name
 * hosts.
 */
export async function orUnavailable<T>(
  ask: () => Promise<T>,
  { message, logger }: { message: string; logger: LoggerService },
): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    logger.error(message, { error: String(error) });
    throw new ServiceUnavailableError(message);
  }
}
