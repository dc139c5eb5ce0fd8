import { translationApiRef } from '@backstage/frontend-plugin-api';
import { mockApis } from '@backstage/frontend-test-utils';
import { loadTranslate } from './loadTranslate';

const real = mockApis.translation();
const holderOf = (api: unknown) => ({
  get: <T>(ref: { id: string }) =>
    (ref.id === translationApiRef.id ? api : undefined) as T | undefined,
});

describe('loadTranslate', () => {
  it('gives the texts', async () => {
    const t = await loadTranslate(holderOf(real));
    expect(t('create.name.word.taken')).toBe('Taken');
  });

  it.each([true, false])(
    'waits for texts that load still (at once: %s)',
    async isAtOnce => {
      const unsubscribe = jest.fn();
      const api = {
        getTranslation: () => ({ ready: false }),
        translation$: (ref: Parameters<typeof real.getTranslation>[0]) => ({
          subscribe: ({ next }: { next(snapshot: unknown): void }) => {
            const emit = () => {
              next({ ready: false });
              next(real.getTranslation(ref));
            };
            if (isAtOnce) {
              emit();
            } else {
              setTimeout(emit, 1);
            }
            return { unsubscribe };
          },
        }),
      };
      const t = await loadTranslate(holderOf(api));
      expect(t('create.name.word.taken')).toBe('Taken');
      expect(unsubscribe).toHaveBeenCalledTimes(1);
    },
  );

  it('says so where there are none', async () => {
    await expect(loadTranslate(holderOf(undefined))).rejects.toThrow(
      'The app has no translations',
    );
  });
});
