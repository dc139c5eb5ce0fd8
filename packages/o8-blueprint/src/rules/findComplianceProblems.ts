import { invalid } from './invalid';
import type { SpecParts, SpecRule } from './specParts';

/** HIPAA: classified, encrypted on its way out, backed up and logged in a way that machines can search. */
export const findComplianceProblems: SpecRule = ({ workload, fields }) => {
  const { compliance } = fields;
  const { frameworks = [], dataClassification } = compliance ?? {};
  if (!frameworks.includes('hipaa')) {
    return dataClassification === 'phi'
      ? [
          invalid(
            ['compliance', 'frameworks'],
            'must contain hipaa: health data (phi) is what it is about',
          ),
        ]
      : [];
  }
  return [
    ...findClassificationProblems(dataClassification),
    ...(workload.volumes ?? []).flatMap(({ backup }, index) =>
      backup
        ? []
        : [
            invalid(
              ['workload', 'volumes', index, 'backup'],
              'must be true with hipaa, which asks for copies of what is kept; what is not kept belongs to /tmp',
            ),
          ],
    ),
    ...(fields.dependsOn ?? []).flatMap(({ host, port }, index) =>
      host !== undefined && port === 80
        ? [
            invalid(
              ['dependsOn', index, 'port'],
              'must be one that speaks TLS with hipaa: on 80 everybody on the way can read along',
            ),
          ]
        : [],
    ),
    ...(fields.observability?.logs?.format === 'text'
      ? [
          invalid(
            ['observability', 'logs', 'format'],
            'must be json with hipaa: who did what has to be found in logs',
          ),
        ]
      : []),
  ];
};

type Classification = NonNullable<
  SpecParts['fields']['compliance']
>['dataClassification'];

function findClassificationProblems(classification: Classification) {
  const path = ['compliance', 'dataClassification'];
  if (classification === undefined) {
    return [
      invalid(path, 'is missing: hipaa needs it, as confidential or phi'),
    ];
  }
  return classification === 'public' || classification === 'internal'
    ? [invalid(path, 'must be confidential or phi with hipaa')]
    : [];
}
