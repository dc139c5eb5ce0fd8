import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ModuleNameAnswer } from '@orchestr8/backstage-plugin-o8-common';
import { useEffect, useState } from 'react';
import { o8ApiRef } from '../../api';
import { o8TranslationRef } from '../../translation';
import { askName, judgeByGrammar } from './askName';
import type { NameContext } from './readContext';

const TYPING_MS = 300;

/** What is known of a name while it is typed. */
export type NameCheck =
  | { state: 'empty' | 'noZone' | 'checking' }
  | ModuleNameAnswer;

/** Asks for a name once typing pauses; an answer to what was there before is dropped. */
export function useNameCheck(
  name: string,
  context: NameContext,
): { check: NameCheck; retry(): void } {
  const { zone, owner } = context;
  const { t } = useTranslationRef(o8TranslationRef);
  const api = useApi(o8ApiRef);
  const [attempt, setAttempt] = useState(0);
  const [answered, setAnswered] = useState<{
    key: string;
    answer: ModuleNameAnswer;
  }>();
  const problem = judgeByGrammar(t, name);
  const isAsked = name !== '' && !problem && zone !== undefined;
  const key = JSON.stringify([name, zone, owner, attempt]);

  useEffect(() => {
    if (!isAsked) {
      return undefined;
    }
    const controller = new AbortController();
    const { signal } = controller;
    const timer = setTimeout(async () => {
      try {
        const options = { api, t, name, context: { zone, owner }, signal };
        const answer = await askName(options);
        if (!signal.aborted) {
          setAnswered({ key, answer });
        }
      } catch {
        // Only what was given up rejects, and nobody waits for that.
      }
    }, TYPING_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
    // `t` is another function after each render; a text in another language can wait.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [api, isAsked, key]);

  const retry = () => setAttempt(count => count + 1);
  if (name === '') {
    return { check: { state: 'empty' }, retry };
  }
  if (problem) {
    return { check: problem, retry };
  }
  if (zone === undefined) {
    return { check: { state: 'noZone' }, retry };
  }
  const check: NameCheck =
    answered?.key === key ? answered.answer : { state: 'checking' };
  return { check, retry };
}
