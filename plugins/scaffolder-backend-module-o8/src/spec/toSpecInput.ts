import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { O8_API_VERSION } from '@orchestr8/backstage-plugin-o8-common';

/** What a form asks for. Untouched fields are absent or empty. */
export interface ModuleForm {
  landingZone: string;
  name: string;
  /** Any entity ref; a group of the default namespace where it says neither. */
  owner: string;
  title?: string;
  description?: string;
  system?: string;
  tags?: string[];
  runtime?: string;
  image?: string;
  port?: number;
  replicas?: number;
  tier?: string;
  placements?: { environment: string; cluster: string; replicas?: number }[];
}

/** A form as the document that the blueprint judges; nothing is judged here. */
export function toSpecInput(form: ModuleForm): object {
  const { landingZone, name, port, replicas, tier, tags } = form;
  const { runtime, image } = form;
  return withoutEmpty({
    apiVersion: O8_API_VERSION,
    kind: 'Module',
    metadata: withoutEmpty({
      name,
      title: form.title,
      description: form.description,
      owner: toFullRef(form.owner),
      system: toSystemName(form.system),
      tags,
    }),
    spec: withoutEmpty({
      landingZone,
      workload: withoutEmpty({
        kind: 'service',
        runtime,
        image,
        port,
        replicas,
      }),
      placements: form.placements,
      recovery: tier ? { tier } : undefined,
    }),
  });
}

function toFullRef(owner: string): string {
  const ref = parseRef(owner, 'group');
  return ref ? stringifyEntityRef(ref) : owner;
}

/** Pickers give `system:default/voice`; the spec has the name alone. */
function toSystemName(system: string | undefined): string | undefined {
  const ref = system ? parseRef(system, 'system') : undefined;
  const isPlain =
    ref?.kind.toLowerCase() === 'system' && ref.namespace === 'default';
  return isPlain ? ref.name : system;
}

/** Undefined for what is no entity ref: the schema says so, with all else. */
function parseRef(text: string, defaultKind: string) {
  try {
    return parseEntityRef(text, { defaultKind, defaultNamespace: 'default' });
  } catch {
    return undefined;
  }
}

/** Without what a form leaves empty, so that defaults apply. */
function withoutEmpty(value: object): object {
  const isGiven = ([, field]: [string, unknown]) =>
    field !== undefined && field !== null && field !== '';
  return Object.fromEntries(Object.entries(value).filter(isGiven));
}
