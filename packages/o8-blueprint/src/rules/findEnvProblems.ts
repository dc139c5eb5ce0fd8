import type { Problem } from '@orchestr8/backstage-plugin-o8-common';
import { invalid } from './invalid';
import type { SpecRule } from './specParts';

const CREDENTIAL =
  /(PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|CREDENTIALS?)$/i;
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;
const INSTEAD =
  'it would be readable for everybody who can read git: name it in spec.secrets, which holds names and never values';

/** Variables that are ours, and those that look as if they were no settings. */
export const findEnvProblems: SpecRule = ({ workload, fields }) => [
  ...findVariableProblems(workload.env, ['workload', 'env']),
  ...(fields.placements ?? []).flatMap(({ env }, index) =>
    findVariableProblems(env, ['placements', index, 'env']),
  ),
  ...Object.entries(workload.config?.files ?? {})
    .filter(([, text]) => PRIVATE_KEY.test(text))
    .map(([file]) =>
      invalid(
        ['workload', 'config', 'files', file],
        `contains a private key: ${INSTEAD}`,
      ),
    ),
];

function findVariableProblems(
  env: Record<string, string> = {},
  at: readonly (string | number)[],
): Problem[] {
  return Object.entries(env).flatMap(([name, value]) => {
    if (name === 'PORT') {
      return [
        invalid([...at, name], 'is set from spec.workload.port: say it there'),
      ];
    }
    return CREDENTIAL.test(name) || PRIVATE_KEY.test(value)
      ? [invalid([...at, name], `looks like a credential: ${INSTEAD}`)]
      : [];
  });
}
