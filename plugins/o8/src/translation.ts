import {
  createTranslationRef,
  type TranslationFunction,
} from '@backstage/frontend-plugin-api';
import {
  common,
  compliance,
  create,
  modules,
  recovery,
  sync,
} from './translation/index';

/**
 * The texts of the plugin.
 *
 * @public
 */
export const o8TranslationRef = createTranslationRef({
  id: 'plugin.o8',
  messages: { ...common, sync, compliance, recovery, modules, create },
});

/** Says a text of the plugin in the user's language. */
export type Translate = TranslationFunction<typeof o8TranslationRef.T>;
