import type { FactSubject } from '@orchestr8/backstage-plugin-o8-node';
import picomatch from 'picomatch';
import type { z } from 'zod';
import type { templateSchema } from './veleroSchemas';

/**
 * The namespaces that a backup takes: each by its name, or all of the cluster where
 * it names none or uses a pattern. `excluded` are those that it leaves out of all.
 * `isPartial` means that it takes only some objects of them.
 */
export function toSubjects(
  template: z.output<typeof templateSchema>,
  cluster: string,
): { subjects: FactSubject[]; excluded: string[]; isPartial: boolean } {
  const { includedNamespaces, excludedNamespaces } = template;
  const isForAll =
    includedNamespaces.length === 0 || includedNamespaces.some(isPattern);
  const patterns = includedNamespaces.filter(name => name && name !== '*');
  return {
    subjects: isForAll
      ? [{ cluster, namespace: null }]
      : // An empty name means what is in no namespace.
        [...new Set(patterns)].map(namespace => ({ cluster, namespace })),
    excluded: [
      ...excludedNamespaces.filter(Boolean),
      // What a list of patterns does not name is left out too.
      ...(isForAll && patterns.length && !includedNamespaces.includes('*')
        ? [`!(${patterns.join('|')})`]
        : []),
    ].sort(),
    isPartial: isSelective(template),
  };
}

/** Whether one of the patterns of `excluded` leaves a namespace out. */
export function isExcluded(namespace: string, excluded: string[]): boolean {
  return excluded.some(pattern => picomatch.isMatch(namespace, pattern));
}

function isPattern(name: string): boolean {
  return /[*?[\]]/.test(name);
}

function isSelective(template: z.output<typeof templateSchema>): boolean {
  const kinds = [
    ...template.includedResources,
    ...template.includedNamespaceScopedResources,
  ];
  return (
    (template.labelSelector !== undefined && template.labelSelector !== null) ||
    (template.orLabelSelectors ?? []).length > 0 ||
    (kinds.length > 0 && !kinds.includes('*'))
  );
}
