import {
  translationApiRef,
  type ApiHolder,
} from '@backstage/frontend-plugin-api';
import { o8TranslationRef, type Translate } from './translation';

/** The texts of the plugin where there is no component, such as in a validation. */
export async function loadTranslate(apiHolder: ApiHolder): Promise<Translate> {
  const translationApi = apiHolder.get(translationApiRef);
  if (!translationApi) {
    throw new Error('The app has no translations');
  }
  const snapshot = translationApi.getTranslation(o8TranslationRef);
  if (snapshot.ready) {
    return snapshot.t;
  }
  return new Promise((resolve, reject) => {
    const subscription = translationApi
      .translation$(o8TranslationRef)
      .subscribe({
        next: loaded => {
          if (loaded.ready) {
            resolve(loaded.t);
            // It may come before there is a subscription.
            queueMicrotask(() => subscription.unsubscribe());
          }
        },
        error: reject,
      });
  });
}
