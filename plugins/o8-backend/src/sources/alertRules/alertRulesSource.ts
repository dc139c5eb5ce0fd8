import { createSource } from '../createSource';
import { looseList, looseName, looseObject } from '../loose';

const MAX_ALERTS = 20;

/** What is kept of a PrometheusRule: `alertRules.rule`. */
export type AlertRuleValue = {
  groups: number;
  /** The first of them; `alertCount` is of all. */
  alerts: { name: string; severity: string | null }[];
  alertCount: number;
  /** Rules that only record. */
  recordings: number;
};

const ruleSchema = looseObject({
  spec: looseObject({
    groups: looseList(
      looseObject({
        rules: looseList(
          looseObject({
            alert: looseName,
            record: looseName,
            labels: looseObject({ severity: looseName }),
          }),
        ),
      }),
    ),
  }),
});

/** PrometheusRules: what somebody is told of. */
export const alertRulesSource = createSource({
  id: 'alertRules',
  reach: 'placements',
  readings: [
    {
      group: 'monitoring.coreos.com',
      kind: 'PrometheusRule',
      plural: 'prometheusrules',
      fact: 'rule',
      read(object) {
        const { groups } = ruleSchema.parse(object).spec;
        const rules = groups.flatMap(group => group.rules);
        const alerts = rules.flatMap(({ alert, labels }) =>
          alert === undefined
            ? []
            : [{ name: alert, severity: labels.severity ?? null }],
        );
        const value: AlertRuleValue = {
          groups: groups.length,
          alerts: alerts.slice(0, MAX_ALERTS),
          alertCount: alerts.length,
          recordings: rules.filter(({ record }) => record !== undefined).length,
        };
        return { value };
      },
    },
  ],
});
