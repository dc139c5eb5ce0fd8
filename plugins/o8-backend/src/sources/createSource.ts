import { InputError } from '@backstage/errors';
import type {
  Fact,
  KubernetesObject,
  Rec,
  ResourceKind,
  Source,
  SourceContext,
} from '@orchestr8/backstage-plugin-o8-node';

/** What an object says; the rest of its fact follows from where it lies. */
export type Said = Omit<Fact, 'type' | 'subject'> &
  Partial<Pick<Fact, 'subject'> & Pick<Rec, 'uid'>>;

/** A kind, and what its objects say. */
export interface Reading extends ResourceKind {
  /** The name of its facts, behind the id of the source. */
  fact: string;
  read(object: KubernetesObject, context: SourceContext): Said | Said[];
}

/**
 * A source of which each kind gives facts of one type. What a reading does not say
 * otherwise is about the namespace of the object.
 */
export function createSource(options: {
  id: string;
  reach: Source['reach'];
  readings: Reading[];
}): Source {
  const { id, reach, readings } = options;
  return {
    id,
    reach,
    kinds: readings.map(({ fact: _fact, read: _read, ...kind }) => kind),
    toFacts(object, context) {
      const { fact, read } = findReading(readings, object);
      const { namespace = null } = object.metadata;
      return [read(object, context)].flat().map(said => ({
        type: `${id}.${fact}`,
        subject: { cluster: context.cluster, namespace },
        ...said,
      }));
    },
  };
}

function findReading(
  readings: Reading[],
  { apiVersion, kind }: KubernetesObject,
): Reading {
  // Of the core group the API version is the version alone.
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  const found = readings.find(
    reading => reading.group === group && reading.kind === kind,
  );
  if (!found) {
    throw new InputError(`cannot read ${apiVersion} ${kind}`);
  }
  return found;
}
