import { createSource } from '../createSource';
import { looseList, looseName, looseObject } from '../loose';
import { toHttpRoute } from './toHttpRoute';

const MAX_ENTRIES = 20;

/** What is kept of a ReferenceGrant: `httpRoutes.grant`. */
export type ReferenceGrantValue = {
  /** Who may refer to what lies here. */
  from: { kind: string; namespace: string }[];
  /** To what; without a name, to all of the kind. */
  to: { kind: string; name: string | null }[];
};

const grantSchema = looseObject({
  spec: looseObject({
    from: looseList(looseObject({ kind: looseName, namespace: looseName })),
    to: looseList(looseObject({ kind: looseName, name: looseName })),
  }),
});

/** How requests get from Gateways to Services, and who else may send them there. */
export const httpRoutesSource = createSource({
  id: 'httpRoutes',
  reach: 'placements',
  readings: [
    {
      group: 'gateway.networking.k8s.io',
      kind: 'HTTPRoute',
      plural: 'httproutes',
      fact: 'route',
      read: object => ({ value: toHttpRoute(object) }),
    },
    {
      group: 'gateway.networking.k8s.io',
      kind: 'ReferenceGrant',
      plural: 'referencegrants',
      fact: 'grant',
      read(object) {
        const { from, to } = grantSchema.parse(object).spec;
        const value: ReferenceGrantValue = {
          from: from
            .slice(0, MAX_ENTRIES)
            .map(({ kind = '', namespace = '' }) => ({ kind, namespace })),
          to: to
            .slice(0, MAX_ENTRIES)
            .map(({ kind = '', name = null }) => ({ kind, name })),
        };
        return { value };
      },
    },
  ],
});
