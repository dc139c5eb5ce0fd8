import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import type { ModuleDetail } from '@orchestr8/backstage-plugin-o8-common';
import { o8ApiRef } from '../api';
import {
  useLiveValue,
  useModulesSignal,
  useSignalFeed,
  type LiveState,
} from '../live';
import { ModuleStore } from './ModuleStore';

/** What is known of the entity's module, kept up to date while it is shown. */
export function useModule(): LiveState<ModuleDetail> & { refresh(): void } {
  const api = useApi(o8ApiRef);
  const { entity } = useEntity();
  const feed = useSignalFeed();
  const entityRef = stringifyEntityRef(entity);
  const { getPollMs } = feed;
  const live = ModuleStore.of(api).get({ entityRef, getPollMs });

  useModulesSignal(feed, keys => {
    const key = live.getState().value?.key;
    // Before the first answer nobody knows whom the keys stand for.
    if (keys === null || key === undefined || keys.includes(key)) {
      live.hint();
    }
  });
  return { ...useLiveValue(live), refresh: live.refresh };
}
