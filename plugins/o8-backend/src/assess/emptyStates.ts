/** What the state of a facet holds beside its verdict when nothing is known. */
export const EMPTY_STATES: Record<string, object> = {
  sync: { deployments: [] },
  compliance: { checks: [], reports: [] },
  recovery: { rpoMs: null, rpoFrom: null, recoversTo: null, protections: [] },
};
