import type { RepositoryFiles } from '../repositories';
import type {
  ApplicationSource,
  RenderedSource,
  SourcesResult,
} from '../types';
import { renderChart, type StandIn } from './charts';
import { RenderError } from './RenderError';
import { renderSource } from './renderSource';

/** A source with what was found there. */
export type FoundSource = { source: ApplicationSource; revision: string } & (
  | { files: RepositoryFiles }
  | { standIn: StandIn }
);

/** All objects of the sources of an Application, or what is wrong with them. Pure. */
export function renderSources(options: {
  found: readonly FoundSource[];
  /** Whether they are listed in `sources`: only there can one refer to another. */
  isList: boolean;
  application: string;
}): SourcesResult {
  const { found, isList, application } = options;
  const revisions = found.map(({ revision }) => revision);
  const references = new Map(
    found.flatMap(each =>
      isList && each.source.ref !== undefined && 'files' in each
        ? [[each.source.ref, each.files] as const]
        : [],
    ),
  );
  try {
    const rendered = found.map((each): RenderedSource => {
      if ('standIn' in each) {
        const manifests = renderChart({ ...each, application, references });
        return { sourceType: 'Helm', manifests };
      }
      const { ref, ...source } = each.source;
      if (!isList || ref === undefined) return renderSource(each);
      // As Argo CD: one with neither path nor chart only gives values.
      return source.path
        ? renderSource({ ...each, source })
        : { sourceType: '', manifests: [] };
    });
    return {
      ok: true,
      revisions,
      sourceTypes: rendered.map(({ sourceType }) => sourceType),
      manifests: rendered.flatMap(({ manifests }) => manifests),
    };
  } catch (error) {
    // Whatever a repository holds, it never stops the others.
    const reason = error instanceof Error ? error.message : `${error}`;
    const isKnown = error instanceof RenderError;
    const message = isKnown ? reason : `the source cannot be read: ${reason}`;
    return { ok: false, revisions, message };
  }
}
