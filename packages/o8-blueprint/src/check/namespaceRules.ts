import {
  LABEL_MODULE,
  type ModuleSpec,
} from '@orchestr8/backstage-plugin-o8-common';
import { KEPT } from '../emitters/annotations';
import {
  POD_SECURITY_EXCEPTION,
  podSecurityAnnotations,
  podSecurityLevel,
} from '../emitters/boundary/podSecurity';
import type { ReadManifest } from './manifest';

const ENFORCE = 'pod-security.kubernetes.io/enforce';
const ENFORCE_VERSION = `${ENFORCE}-version`;
/** Pod Security is stable since then; before it "restricted" meant less. */
const OLDEST_MINOR = 25;

const ENROLMENTS = [
  'istio-injection',
  'istio.io/rev',
  'istio.io/dataplane-mode',
];

/** How the Namespace of a module guards or enforces less than module.yaml says. */
export function findNamespaceProblems(
  { metadata }: ReadManifest,
  spec: ModuleSpec,
): string[] {
  const module = spec.metadata.name;
  const { name, labels = {} } = metadata;
  const level = podSecurityLevel(spec);
  const enrolments = ENROLMENTS.filter(label => label in labels);
  return [
    ...findGuardProblems(metadata),
    ...(isRecentVersion(labels[ENFORCE_VERSION] ?? 'latest')
      ? []
      : [
          `must have the label ${ENFORCE_VERSION}: latest, or at least v1.${OLDEST_MINOR}`,
        ]),
    ...(name === module
      ? []
      : [`is the Namespace "${name}": it must be "${module}"`]),
    ...(labels[ENFORCE] === level
      ? []
      : [`must have the label ${ENFORCE}: ${level}`]),
    ...(labels[LABEL_MODULE] === module
      ? []
      : [`must have the label ${LABEL_MODULE}: ${module}`]),
    ...(enrolments.length > 1
      ? [`joins the mesh in several ways: only one of ${enrolments.join(', ')}`]
      : []),
    ...findExceptionProblems(metadata, spec),
  ];
}

/** An exception says who answers for it, why and until when, in the words of module.yaml. */
function findExceptionProblems(
  { annotations = {} }: ReadManifest['metadata'],
  spec: ModuleSpec,
): string[] {
  const expected = podSecurityAnnotations(spec);
  const further = Object.keys(annotations).filter(
    key => key.startsWith(POD_SECURITY_EXCEPTION) && !(key in expected),
  );
  return [
    ...Object.entries(expected)
      .filter(([key, value]) => annotations[key] !== value)
      .map(([key, value]) => `must have the annotation ${key}: ${value}`),
    ...further.map(
      key => `has the annotation ${key}, but module.yaml has no exception`,
    ),
  ];
}

function isRecentVersion(version: unknown): boolean {
  const [, minor] = /^v1\.(\d{1,3})$/.exec(String(version)) ?? [];
  return version === 'latest' || Number(minor) >= OLDEST_MINOR;
}

/** Removing a file by mistake must remove neither data nor its backups. */
export function findGuardProblems({
  annotations,
}: ReadManifest['metadata']): string[] {
  return Object.entries(KEPT).flatMap(([key, value]) => {
    const actual = annotations?.[key];
    const options = typeof actual === 'string' ? actual.split(',') : [];
    return value.split(',').every(option => options.includes(option))
      ? []
      : [`must have the annotation ${key}: ${value}`];
  });
}
