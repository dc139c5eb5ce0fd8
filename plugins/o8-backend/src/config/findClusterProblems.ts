import { z } from 'zod';

const clustersSchema = z.object({
  clusters: z.array(
    z
      .object({
        name: z.string().catch(''),
        aliases: z.array(z.string()).default([]).catch([]),
        auth: z
          .object({ exec: z.object({ command: z.string() }) })
          .optional()
          .catch(undefined),
      })
      .catch({ name: '', aliases: [], auth: undefined }),
  ),
  exec: z
    .object({ allow: z.array(z.string()).default([]).catch([]) })
    .default({ allow: [] })
    .catch({ allow: [] }),
});

type Clusters = z.output<typeof clustersSchema>['clusters'];

/**
 * What is wrong between the entries of `o8.clusters`, and between them and the rest.
 *
 * On the raw input: a refinement of the array would be skipped while any of its items
 * has another problem, and so report this one only on the next start.
 */
export function findClusterProblems(input: unknown): string[] {
  const { data } = clustersSchema.safeParse(input);
  return data
    ? [
        ...findDuplicates(data.clusters),
        ...findForbiddenCommands(data.clusters, data.exec.allow),
      ]
    : [];
}

function findDuplicates(clusters: Clusters): string[] {
  const owners = new Map<string, number>();
  const problems: string[] = [];
  clusters.forEach(({ name }, index) => {
    const first = owners.get(name);
    if (name && first !== undefined) {
      problems.push(
        `  o8.clusters[${index}].name: "${name}" is already the name of o8.clusters[${first}]`,
      );
    }
    owners.set(name, first ?? index);
  });
  clusters.forEach(({ aliases }, index) => {
    aliases.forEach((alias, position) => {
      const owner = owners.get(alias);
      if (owner !== undefined && owner !== index) {
        problems.push(
          `  o8.clusters[${index}].aliases[${position}]: "${alias}" already means o8.clusters[${owner}]`,
        );
      }
      owners.set(alias, owner ?? index);
    });
  });
  return problems;
}

// Whoever may write the list of clusters shall not thereby run programs.
function findForbiddenCommands(clusters: Clusters, allow: string[]): string[] {
  return clusters.flatMap(({ auth }, index) =>
    auth && !allow.includes(auth.exec.command)
      ? [
          `  o8.clusters[${index}].auth.exec.command: is not one of o8.exec.allow`,
        ]
      : [],
  );
}
