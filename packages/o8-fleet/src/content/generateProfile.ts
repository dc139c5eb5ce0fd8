import type { ModuleProfile } from './profiles';
import type { Seeded } from './Seeded';

const SUBJECTS =
  'invoice tenant address payment ledger quota session catalog order price ' +
  'stock shipping returns loyalty coupon fraud risk claims policy contract ' +
  'survey ticket queue agent roster shift speech intent prompt summary ' +
  'sentiment language voicemail fax conference number carrier trunk porting ' +
  'billing-export usage rating tax currency partner supplier campaign lead ' +
  'account profile';
const ROLES =
  'api router worker sync importer exporter gateway scheduler indexer cache ' +
  'resolver matcher scorer archive monitor planner registry relay collector ' +
  'enricher validator dispatcher reporter mapper broker watcher tracker ' +
  'loader cleaner merger splitter encoder signer vault feed hub store engine ' +
  'console portal';

const subjects = SUBJECTS.split(' ');
const roles = ROLES.split(' ');
/** Shares no factor with the number of pairs, so that each pair comes once per round. */
const STRIDE = 997;

function nameOf(index: number): string {
  const pairs = subjects.length * roles.length;
  const pair = (index * STRIDE) % pairs;
  const subject = subjects[pair % subjects.length];
  const role = roles[Math.floor(pair / subjects.length)];
  const round = Math.floor(index / pairs);
  return round === 0 ? `${subject}-${role}` : `${subject}-${role}-${round + 1}`;
}

/** One more believable module, on one or two of the clusters, entirely well. */
export function generateProfile(options: {
  index: number;
  seeded: Seeded;
  clusters: readonly string[];
}): ModuleProfile {
  const { index, seeded, clusters } = options;
  const name = nameOf(index);
  const pick = <T>(what: string, items: readonly T[]) =>
    seeded.pick(`profile/${name}/${what}`, items);
  const int = (what: string, min: number, max: number) =>
    seeded.int(`profile/${name}/${what}`, min, max);
  const first = clusters.length ? int('first', 0, clusters.length - 1) : 0;
  const second = (first + 1) % Math.max(clusters.length, 1);
  const places = int('places', 1, 2) === 1 ? [first] : [first, second];
  return {
    name,
    rpo: pick('rpo', ['12h', '24h', '24h', '24h']),
    tier: pick('tier', ['critical', 'standard', 'standard', 'low']),
    clusters: [...new Set(places.flatMap(place => clusters[place] ?? []))],
    troubles: [],
    image: `registry.o8.example/${name}`,
    version: [int('major', 0, 7), int('minor', 4, 40), int('patch', 0, 9)].join(
      '.',
    ),
    replicas: int('replicas', 1, 3),
    workload: 'Deployment',
    bus: pick('bus', ['nats', 'kafka', undefined, undefined]),
    database: pick('database', ['shared', undefined]),
    isPublic: int('public', 1, 4) === 1,
  };
}
