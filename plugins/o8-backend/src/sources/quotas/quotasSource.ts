import { createSource } from '../createSource';
import {
  looseList,
  looseName,
  looseObject,
  looseRecord,
  quantity,
} from '../loose';

const MAX_ENTRIES = 30;
const MAX_LIMITS = 6;

/** Amounts by what they are of, such as `requests.memory`. */
type Amounts = { [resource: string]: string };

/** What is kept of a ResourceQuota: `quotas.quota`. What is used moves all the time. */
export type QuotaValue = { hard: Amounts };

/** What is kept of a LimitRange: `quotas.limits`. */
export type LimitsValue = {
  limits: {
    /** `Container`, `Pod`, `PersistentVolumeClaim`. */
    type: string;
    default: Amounts;
    defaultRequest: Amounts;
    min: Amounts;
    max: Amounts;
  }[];
};

const amounts = looseRecord(quantity).transform(
  (entries): Amounts => Object.fromEntries(entries.slice(0, MAX_ENTRIES)),
);

const quotaSchema = looseObject({
  spec: looseObject({ hard: amounts }),
  status: looseObject({ used: amounts }),
});

const limitsSchema = looseObject({
  spec: looseObject({
    limits: looseList(
      looseObject({
        type: looseName,
        default: amounts,
        defaultRequest: amounts,
        min: amounts,
        max: amounts,
      }),
    ),
  }),
});

/** What a namespace may use at most, and what its containers get by default. */
export const quotasSource = createSource({
  id: 'quotas',
  reach: 'placements',
  readings: [
    {
      group: '',
      kind: 'ResourceQuota',
      plural: 'resourcequotas',
      fact: 'quota',
      read(object) {
        const { spec, status } = quotaSchema.parse(object);
        const value: QuotaValue = { hard: spec.hard };
        return { value, volatile: { used: status.used } };
      },
    },
    {
      group: '',
      kind: 'LimitRange',
      plural: 'limitranges',
      fact: 'limits',
      read(object) {
        const { limits } = limitsSchema.parse(object).spec;
        const value: LimitsValue = {
          limits: limits
            .slice(0, MAX_LIMITS)
            .map(({ type = '', ...rest }) => ({ type, ...rest })),
        };
        return { value };
      },
    },
  ],
});
