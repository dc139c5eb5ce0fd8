import {
  builtInSources,
  toClusterRole,
  toClusterRoleBinding,
  toServiceAccount,
} from '@orchestr8/backstage-plugin-o8-backend/engine';
import { stringify } from 'yaml';
import { EXIT, type Report } from '../Report';

/** What `o8 rbac` is asked for. */
export interface RbacOptions {
  /** Of the ClusterRole, and of what binds it. */
  name: string;
  /** Whom it is given to; nobody where it is absent. */
  serviceAccount?: { namespace: string; name: string };
}

const ABOUT = [
  '# What the read loop of Orchestr8 needs on a cluster, derived from its sources: it lists',
  '# and watches, and never reads a Secret.',
];

/** Prints the role that the read loop needs on a cluster, for `kubectl apply -f -`. */
export function rbac({ name, serviceAccount }: RbacOptions): Report {
  const documents = [
    toClusterRole(builtInSources, { name }),
    ...(serviceAccount
      ? [
          toServiceAccount(serviceAccount),
          toClusterRoleBinding({ role: name, serviceAccount }),
        ]
      : []),
  ];
  const text = documents.map(document => stringify(document)).join('---\n');
  return {
    exitCode: EXIT.ok,
    problems: [],
    lines: [...ABOUT, ...text.trimEnd().split('\n')],
    notes: [],
    data: { documents },
  };
}
