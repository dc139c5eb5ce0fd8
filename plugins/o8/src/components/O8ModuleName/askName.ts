import {
  findNameProblem,
  type ModuleNameAnswer,
  type O8Api,
} from '@orchestr8/backstage-plugin-o8-common';
import { findErrorMessage } from '../../errors';
import type { Translate } from '../../translation';
import type { NameContext } from './readContext';

/** A little more than the backend takes to give up: nobody waits longer for a form. */
const TIMEOUT_MS = 12_000;

/** What is wrong with a name by itself: nobody has to be asked for that. */
export function judgeByGrammar(
  t: Translate,
  name: string,
): ModuleNameAnswer | undefined {
  const problem = findNameProblem(name);
  return problem === undefined
    ? undefined
    : {
        name,
        state: 'invalid',
        message: t('create.name.invalid', { problem }),
        ownerMessage: null,
      };
}

/**
 * Asks whether a name is free. What fails is an answer too, `unknown`; only what was
 * given up by the signal rejects.
 */
export async function askName(options: {
  api: O8Api;
  t: Translate;
  name: string;
  context: NameContext & { zone: string };
  signal?: AbortSignal;
}): Promise<ModuleNameAnswer> {
  const { api, t, name, context, signal } = options;
  const controller = new AbortController();
  const abort = () => controller.abort();
  signal?.addEventListener('abort', abort, { once: true });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const seconds = String(TIMEOUT_MS / 1000);
      reject(new Error(t('create.name.late', { seconds })));
      controller.abort();
    }, TIMEOUT_MS);
  });
  try {
    const query = { name, ...context };
    const answer = api.checkModuleName(query, { signal: controller.signal });
    return await Promise.race([answer, late]);
  } catch (error) {
    signal?.throwIfAborted();
    const reason = error instanceof Error ? error : new Error(String(error));
    return {
      name,
      state: 'unknown',
      message: findErrorMessage(reason),
      ownerMessage: null,
    };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}
