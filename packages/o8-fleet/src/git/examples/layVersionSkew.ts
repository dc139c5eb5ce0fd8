import type { ModuleSpec } from '@orchestr8/backstage-plugin-o8-common';
import { isMap, isSeq, parseDocument, type Document } from 'yaml';
import { profiles } from '../../content';
import { versionBefore } from '../../content/Placement';
import type { CommitContent } from '../repositories';
import type { RenderedExample } from './renderExamples';

/**
 * The trouble `versionSkew` of the demo's table, as a team would have made it: a commit
 * in the module's repository by which some clusters stay at the release before. Nothing
 * of the rendered files but the team's own values and overlays is touched.
 *
 * @returns nothing for a module that has no such trouble
 */
export function layVersionSkew(
  example: RenderedExample,
): CommitContent | undefined {
  const { name, plan, files } = example;
  const profile = profiles.find(each => each.name === name);
  const clusters = (profile?.troubles ?? [])
    .filter(({ trouble }) => trouble === 'versionSkew')
    .map(({ cluster }) => cluster);
  const held = plan.placements.filter(({ cluster }) =>
    clusters.includes(cluster.name),
  );
  if (held.length === 0) return undefined;
  const changed = held.map(({ environment, cluster }) => {
    const placement = `${environment}-${cluster.name}`;
    const found =
      plan.spec.spec.workload.chart === undefined
        ? `deploy/overlays/${placement}/kustomization.yaml`
        : `deploy/values/${placement}.yaml`;
    const file = files.find(({ path }) => path === found);
    if (!file) throw new TypeError(`${name} has no ${found}`);
    return { ...file, content: holdBack(file.content, plan.spec) };
  });
  const where = held.map(({ cluster }) => cluster.name).join(' and ');
  return {
    files: changed,
    message: `Wait with the newest release on ${where}`,
  };
}

/** A values file or a kustomization with the release before. */
function holdBack(text: string, { metadata, spec }: ModuleSpec): string {
  const document = parseDocument(text);
  const profile = profiles.find(({ name }) => name === metadata.name);
  if (spec.workload.chart) {
    // Where the chart of the example has it; its default is the newest release.
    const path = [spec.workload.chart.name, 'image', 'tag'];
    // The empty map of a file without values is `{}`, which would stay on one line.
    if (isMap(document.contents)) document.contents.flow = false;
    document.setIn(path, versionBefore(`${profile?.version}`, 1));
  } else {
    holdImageBack(document, metadata.name);
  }
  return document.toString();
}

function holdImageBack(document: Document, name: string): void {
  const images = document.get('images');
  const [first] = isSeq(images) ? images.items : [];
  const tag = isMap(first) ? first.get('newTag') : undefined;
  const [, prefix, version] = /^(v?)(\d+\.\d+\.\d+)$/.exec(`${tag}`) ?? [];
  if (!isMap(first) || version === undefined) {
    throw new TypeError(`${name} has no release as its image tag`);
  }
  first.set('newTag', `${prefix}${versionBefore(version, 1)}`);
}
