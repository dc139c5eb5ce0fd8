import fc from 'fast-check';
import type { AnySystem, Drawn } from './AnySystem';

type Fields = ReturnType<AnySystem['fields']> extends fc.Arbitrary<infer T>
  ? T
  : never;

/** Records of external-dns; only one of the regions has a health check. */
export const failover: AnySystem = {
  zone: {
    traffic: {
      kind: 'external-dns',
      healthChecks: { 'eu-1': '5f0c2f5e-1d2b-4c7f-9f6e-0a1b2c3d4e5f' },
    },
  },
  fields: ({ placements }) =>
    hasOtherRegion(placements)
      ? fc.constantFrom<Fields[]>(
          {},
          toFields({ mode: 'active-active' }),
          toFields({ mode: 'active-passive', primary: 'us-1' }),
          toFields({
            mode: 'active-passive',
            primary: 'eu-1',
            automatic: false,
          }),
        )
      : fc.constant({}),
};

/** Both are of production; the third is where tests are. */
function hasOtherRegion(placements: Drawn['placements']): boolean {
  return ['eu-1', 'us-1'].every(name =>
    placements.some(({ cluster }) => cluster === name),
  );
}

function toFields(
  failoverFields: NonNullable<NonNullable<Fields['recovery']>['failover']>,
): Fields {
  return { recovery: { failover: failoverFields } };
}
