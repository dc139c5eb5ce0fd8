import type { z } from 'zod';
import { parseQuantity } from '../../../parseQuantity';
import { isRecord, type JsonRecord } from '../../../render/parseManifests';

/** What a server says, with the path in the pod of what it says it of. */
interface PodProblem {
  path: (string | number)[];
  message: string;
}

const LISTS = ['initContainers', 'containers'] as const;

/** What the parts of a pod say of each other that cannot be. */
export function findPodProblems(spec: unknown): PodProblem[] {
  if (!isRecord(spec)) return [];
  const volumes = recordsOf(spec.volumes);
  const known = new Set(volumes.map(({ name }) => name));
  const containers = LISTS.flatMap(list =>
    recordsOf(spec[list]).map((container, index) => ({
      container,
      path: [list, index],
    })),
  );
  return [
    ...findTwice(
      volumes.map(({ name }, index) => ({ name, path: ['volumes', index] })),
    ),
    ...findTwice(
      containers.map(({ container: { name }, path }) => ({ name, path })),
    ),
    ...containers.flatMap(({ container, path }) => [
      ...recordsOf(container.volumeMounts).flatMap(({ name }, index) =>
        known.has(name)
          ? []
          : [
              {
                path: [...path, 'volumeMounts', index, 'name'],
                message: 'Not found',
              },
            ],
      ),
      ...findTooMuch(container, path),
    ]),
  ];
}

/** Tells zod of them. */
export function checkPod(spec: unknown, context: z.RefinementCtx): void {
  for (const { path, message } of findPodProblems(spec)) {
    context.addIssue({ code: 'custom', path, message });
  }
}

function findTwice(
  named: { name: unknown; path: (string | number)[] }[],
): PodProblem[] {
  return named.flatMap(({ name, path }, index) =>
    named.findIndex(other => other.name === name) < index
      ? [{ path: [...path, 'name'], message: 'Duplicate value' }]
      : [],
  );
}

function findTooMuch(
  { resources }: JsonRecord,
  path: (string | number)[],
): PodProblem[] {
  const { requests, limits } = isRecord(resources) ? resources : {};
  if (!isRecord(requests) || !isRecord(limits)) return [];
  return Object.entries(requests).flatMap(([name, asked]) => {
    const limit = limits[name];
    const isTooMuch =
      limit !== undefined && parseQuantity(asked) > parseQuantity(limit);
    return isTooMuch
      ? [
          {
            path: [...path, 'resources', 'requests', name],
            message: `must be less than or equal to ${name} limit of ${limit}`,
          },
        ]
      : [];
  });
}

function recordsOf(value: unknown): JsonRecord[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
