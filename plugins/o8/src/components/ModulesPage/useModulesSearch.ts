import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import {
  fromSearchParams,
  toSearchParams,
  type ModulesSearch,
} from './modulesSearch';

/** Changes a part of the search. */
export type ChangeSearch = (
  change: Partial<ModulesSearch>,
  options?: {
    /** No step of its own for the back button, as while typing. */
    replace?: boolean;
  },
) => void;

/** The search, kept in the address of the page. */
export function useModulesSearch(): [ModulesSearch, ChangeSearch] {
  const [params, setParams] = useSearchParams();
  const search = useMemo(() => fromSearchParams(params), [params]);
  const change: ChangeSearch = useCallback(
    (part, options) =>
      setParams(
        current =>
          toSearchParams({ ...fromSearchParams(current), ...part }, current),
        options,
      ),
    [setParams],
  );
  return [search, change];
}
