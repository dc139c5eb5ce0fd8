import type {
  ModuleSpec,
  Problem,
} from '@orchestr8/backstage-plugin-o8-common';
import {
  applicationEmitters,
  projectEmitters,
} from '../emitters/argocdEmitters';
import { clusterEmitters } from '../emitters/clusterEmitters';
import { edgeEmitters } from '../emitters/edgeEmitters';
import { moduleEmitters } from '../emitters/moduleEmitters';
import { systems } from '../systems';
import { SYSTEM_FIELDS } from './systemFields';

/** The fields that some emitter writes. */
export function listWrittenFields(): Set<string> {
  return new Set(
    [
      ...projectEmitters,
      ...applicationEmitters,
      ...clusterEmitters,
      ...edgeEmitters,
      ...moduleEmitters,
      ...systems,
    ].flatMap(({ writes = [] }) => writes),
  );
}

/** Fields that no emitter writes: dropping them would be a lie about what is there. */
export function findUnwrittenFields(
  spec: ModuleSpec,
  written: ReadonlySet<string> = listWrittenFields(),
): Problem[] {
  return SYSTEM_FIELDS.filter(field => !written.has(field)).flatMap(field =>
    findUsed(spec.spec, field.split('.'), 'spec').map(path => ({
      path,
      message: 'is not written by this version of the blueprint: leave it out',
      kind: 'refused' as const,
    })),
  );
}

/** The places at which a field is used; the last key may be the value of a field. */
function findUsed(
  value: unknown,
  [key, ...rest]: string[],
  path: string,
): string[] {
  if (key === undefined) {
    return value === undefined ? [] : [path];
  }
  if (typeof value === 'string') {
    return value === key && rest.length === 0 ? [path] : [];
  }
  const isList = key.endsWith('[]');
  const name = isList ? key.slice(0, -2) : key;
  const next = fieldOf(value, name);
  if (!isList) {
    return findUsed(next, rest, `${path}.${name}`);
  }
  return Array.isArray(next)
    ? next.flatMap((entry, index) =>
        findUsed(entry, rest, `${path}.${name}[${index}]`),
      )
    : [];
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.getOwnPropertyDescriptor(value, name)?.value
    : undefined;
}
