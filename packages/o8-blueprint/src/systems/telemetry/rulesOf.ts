import { oncePer } from '../../emitters/oncePer';
import type { ModuleContext } from '../../emitters/types';
import type { RuleGroup } from './Alert';
import { backupRules } from './backupRules';
import { sloRules } from './sloRules';
import { workloadRules } from './workloadRules';

/** Everything that Prometheus evaluates for a module; its rules and its runbook tell of it. */
export const rulesOf = oncePer((context: ModuleContext): RuleGroup[] =>
  context.zone.spec.monitoring
    ? [
        ...sloRules(context),
        ...workloadRules(context),
        ...backupRules(context),
      ].filter(({ alerts }) => alerts.length > 0)
    : [],
);
