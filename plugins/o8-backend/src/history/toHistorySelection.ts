import {
  FACETS,
  HISTORY_TYPES,
  type FacetId,
  type HistoryType,
} from '@orchestr8/backstage-plugin-o8-common';
import type { FactType } from '@orchestr8/backstage-plugin-o8-node';
import type { HistorySelection } from '../store';
import { FACET_OF, HISTORY_RECORDS } from './historyRecords';

/** Which entries are asked for; empty lists are no wish. */
export interface HistoryWish {
  facets: readonly FacetId[];
  types: readonly HistoryType[];
}

/** What of the store tells of the wished entries: those that have both. */
export function toHistorySelection(
  wish: HistoryWish,
): Pick<HistorySelection, 'facets' | 'recordTypes'> {
  const facets = wish.facets.length > 0 ? wish.facets : FACETS;
  const types = wish.types.length > 0 ? wish.types : HISTORY_TYPES;
  const records = Object.entries(HISTORY_RECORDS) as [
    FactType,
    Exclude<HistoryType, 'state'>,
  ][];
  return {
    facets: types.includes('state') ? facets : [],
    recordTypes: records
      .filter(([, type]) => types.includes(type))
      .filter(([, type]) => facets.includes(FACET_OF[type]))
      .map(([record]) => record),
  };
}
