import type { ApiHolder, AnyApiRef } from '@backstage/frontend-plugin-api';
import { translationApiRef } from '@backstage/frontend-plugin-api';
import { mockApis } from '@backstage/frontend-test-utils';
import type { O8Api } from '@orchestr8/backstage-plugin-o8-common';
import { o8ApiRef } from '../api';
import { createFakeApi } from './createFakeApi';

/** What the Scaffolder gives to a validation, and the errors that it adds. */
export function createValidation(
  options: {
    methods?: Partial<O8Api>;
    formData?: Record<string, string>;
    uiOptions?: Record<string, string>;
  } = {},
) {
  const apis = new Map<string, unknown>([
    [translationApiRef.id, mockApis.translation()],
    [o8ApiRef.id, createFakeApi([], options.methods)],
  ]);
  const apiHolder: ApiHolder = {
    get: <T>(ref: AnyApiRef) => apis.get(ref.id) as T | undefined,
  };
  const errors: string[] = [];
  return {
    errors,
    field: { addError: (message: string) => void errors.push(message) },
    context: {
      apiHolder,
      formData: options.formData ?? {},
      schema: {},
      uiSchema: { 'ui:options': options.uiOptions ?? {} },
    },
  };
}
