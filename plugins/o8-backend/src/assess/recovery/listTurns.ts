import type { AssessInput } from '@orchestr8/backstage-plugin-o8-node';
import { readNamespace } from '../../sources/namespaces';
import { readBackup } from '../../sources/velero';
import { toDueMs, toFirstDueMs } from './findAgeProblems';
import { lookedAtUntilMs } from './findStorageProblem';

/**
 * The moments at which time alone may make another state, in milliseconds: a backup is
 * too old, or kept no longer, or nobody has looked at where they are. One too many costs
 * a judgement, and one too few would leave a wrong one: so all backups count, and not
 * the newest alone.
 */
export function listTurns({ facts, objectives }: AssessInput): number[] {
  const { rpoMs } = objectives;
  return facts.flatMap(fact => {
    switch (fact.type) {
      case 'velero.backup': {
        const { expiresAt } = readBackup(fact);
        const expiresMs = expiresAt === null ? Infinity : Date.parse(expiresAt);
        return [toDueMs(fact, rpoMs), expiresMs];
      }
      case 'velero.storage':
        return lookedAtUntilMs(fact);
      case 'namespaces.namespace': {
        const { createdAt } = readNamespace(fact);
        return createdAt === null ? [] : toFirstDueMs(createdAt, rpoMs);
      }
      default:
        return [];
    }
  });
}
