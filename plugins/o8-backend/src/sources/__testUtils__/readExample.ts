import type {
  Fact,
  KubernetesObject,
  Rec,
} from '@orchestr8/backstage-plugin-o8-node';
import { builtInSources } from '../index';
import { exampleOf } from './examples';
import { readFacts, withoutHistory } from './readFacts';

/** Fields to put over those of an example; those of metadata, spec and status one by one. */
export interface Changes {
  metadata?: object;
  spec?: object;
  status?: object;
  [field: string]: unknown;
}

/** The example of a kind with other fields. */
export function changeExample(
  kindKey: string,
  { metadata, spec, status, ...rest }: Changes,
): KubernetesObject {
  const example = exampleOf(kindKey);
  return {
    ...example,
    ...rest,
    metadata: { ...example.metadata, ...metadata },
    ...(spec && { spec: { ...example.spec, ...spec } }),
    ...(status && { status: { ...example.status, ...status } }),
  } as KubernetesObject;
}

/** What the sources of this plugin say of such an example. */
export function readExamples(
  kindKey: string,
  changes: Changes = {},
): (Fact | Rec)[] {
  return builtInSources
    .filter(({ kinds }) =>
      kinds.some(({ group, kind }) => `${group}/${kind}` === kindKey),
    )
    .flatMap(source => readFacts(source, changeExample(kindKey, changes)));
}

/** The one fact that they say of it. */
export function readExample(kindKey: string, changes: Changes = {}) {
  const facts = readExamples(kindKey, changes);
  const [fact, ...others] = withoutHistory(facts);
  expect(others).toEqual([]);
  return fact;
}
