import type { ReadManifest } from './manifest';

// Argo CD and its companions, Kubernetes and the mesh do what these say; and who answers
// for an exception must not change without a trace.
const GUARDED_ANNOTATION =
  /(^|\.)(argoproj|kubernetes|k8s|istio)\.io\/|^orchestr8\.io\/pod-security-exception-/;

/**
 * An object without what the platform team may change in it, because it isolates
 * nothing:
 *
 * - annotations that neither Argo CD, Kubernetes nor Istio acts upon, and that name no
 *   exception: people and other tools read them;
 * - the description of an AppProject: people read it.
 *
 * Everything else is as rendered. A quota of its own, for instance, would be lost with
 * the next rendering: it belongs into the landing zone.
 */
export function withoutFreeParts(object: ReadManifest): object {
  const { metadata, spec, ...rest } = object;
  const { annotations, ...head } = metadata;
  const guarded = isFields(annotations)
    ? Object.entries(annotations).filter(([key]) =>
        GUARDED_ANNOTATION.test(key),
      )
    : // Something else than annotations: not ours to say what it would do.
      undefined;
  return {
    ...rest,
    metadata: {
      ...head,
      annotations: guarded ? emptyToNothing(guarded) : annotations,
    },
    spec: object.kind === 'AppProject' ? withoutDescription(spec) : spec,
  };
}

function emptyToNothing(entries: [string, unknown][]): object | undefined {
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

function withoutDescription(spec: unknown): unknown {
  return isFields(spec)
    ? Object.fromEntries(
        Object.entries(spec).filter(([key]) => key !== 'description'),
      )
    : spec;
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
