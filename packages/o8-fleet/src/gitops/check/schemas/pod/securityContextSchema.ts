import {
  count,
  fields,
  filled,
  flag,
  list,
  oneOf,
  text,
  texts,
} from '../fields';

const profile = fields(
  { localhostProfile: text },
  { type: oneOf('Localhost', 'RuntimeDefault', 'Unconfined') },
);

const common = {
  appArmorProfile: profile,
  runAsGroup: count,
  runAsNonRoot: flag,
  runAsUser: count,
  seLinuxOptions: fields({ level: text, role: text, type: text, user: text }),
  seccompProfile: profile,
  windowsOptions: fields({
    gmsaCredentialSpec: text,
    gmsaCredentialSpecName: text,
    hostProcess: flag,
    runAsUserName: text,
  }),
};

/** What a container may. */
export const securityContextSchema = fields({
  ...common,
  allowPrivilegeEscalation: flag,
  capabilities: fields({ add: texts, drop: texts }),
  privileged: flag,
  procMount: text,
  readOnlyRootFilesystem: flag,
});

/** What all containers of a pod may. */
export const podSecurityContextSchema = fields({
  ...common,
  fsGroup: count,
  fsGroupChangePolicy: oneOf('OnRootMismatch', 'Always'),
  seLinuxChangePolicy: oneOf('MountOption', 'Recursive'),
  supplementalGroups: list(count),
  supplementalGroupsPolicy: oneOf('Merge', 'Strict'),
  sysctls: list(fields({}, { name: filled, value: text })),
});
