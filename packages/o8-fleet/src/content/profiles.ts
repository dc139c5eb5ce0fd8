/** What is wrong with a module on a cluster. */
export type Trouble =
  | 'outOfSync'
  | 'degraded'
  | 'failedHook'
  | 'versionSkew'
  | 'progressing'
  | 'suspended'
  | 'failingPolicy'
  | 'stoppedReport'
  | 'openNetwork'
  | 'baselineSecurity'
  | 'pastRpo'
  | 'pausedSchedule'
  | 'unreachableStorage';

/** Where a trouble is. */
export interface TroubleAt {
  trouble: Trouble;
  cluster: string;
}

/** What a module is made of; all its objects follow from it. */
export interface ModuleProfile {
  name: string;
  /** How much of its data may be lost; its backups run at least twice as often. */
  rpo: string;
  tier: 'critical' | 'standard' | 'low';
  /** Where it runs: `stage-1` is staging, all others are production. */
  clusters: readonly string[];
  troubles: readonly TroubleAt[];
  image: string;
  /** The newest release. */
  version: string;
  replicas: number;
  workload: 'Deployment' | 'Rollout';
  bus?: 'nats' | 'kafka';
  database?: 'shared' | 'dedicated';
  /** How its volume is backed up, where it has one. */
  volume?: 'dataUpload' | 'podVolume';
  isPublic: boolean;
}

const EVERYWHERE = ['eu-1', 'us-1', 'stage-1'];

/** A trouble as the table writes it: `pastRpo@us-1`. */
type TroubleText = `${Trouble}@${string}`;

interface Row {
  rpo: string;
  version: string;
  tier?: ModuleProfile['tier'];
  clusters?: readonly string[];
  troubles?: readonly TroubleText[];
  image?: string;
  replicas?: number;
  workload?: ModuleProfile['workload'];
  bus?: ModuleProfile['bus'];
  database?: ModuleProfile['database'];
  volume?: ModuleProfile['volume'];
  isPublic?: boolean;
}

// No module has two troubles of one facet (sync, compliance, recovery): each trouble
// is alone on its card. Modules without trouble are entirely well; life happens to
// these alone, except for voicefuse, which stays well.
// prettier-ignore
const ROWS: Record<string, Row> = {
  'voicefuse':     { rpo: '15m', version: '1.14.2', tier: 'critical', replicas: 3, bus: 'nats', database: 'dedicated', isPublic: true },
  'langfuse':      { rpo: '24h', version: '3.224.1', image: 'docker.io/langfuse/langfuse', database: 'shared', isPublic: true, troubles: ['versionSkew@us-1'] },
  'call-router':   { rpo: '30m', version: '4.2.7', tier: 'critical', replicas: 3, bus: 'nats', troubles: ['progressing@us-1', 'failingPolicy@eu-1'] },
  'transcripts':   { rpo: '1h', version: '2.9.0', tier: 'critical', bus: 'kafka', database: 'shared', troubles: ['pastRpo@us-1', 'baselineSecurity@eu-1'] },
  'billing':       { rpo: '1h', version: '5.1.3', tier: 'critical', bus: 'kafka', database: 'shared', troubles: ['degraded@us-1'] },
  'identity':      { rpo: '1h', version: '7.0.4', tier: 'critical', replicas: 3, database: 'shared', isPublic: true },
  'notifier':      { rpo: '24h', version: '1.6.5', bus: 'nats', troubles: ['outOfSync@us-1', 'pausedSchedule@eu-1'] },
  'consent':       { rpo: '4h', version: '2.3.8', database: 'shared', troubles: ['failedHook@eu-1'] },
  'analytics':     { rpo: '12h', version: '0.31.0', tier: 'low', clusters: ['eu-1', 'stage-1'], bus: 'kafka', database: 'shared' },
  'search-index':  { rpo: '12h', version: '1.20.1', volume: 'podVolume', troubles: ['suspended@eu-1', 'openNetwork@us-1'] },
  'webhooks':      { rpo: '24h', version: '3.4.2', clusters: ['us-1', 'stage-1'], bus: 'nats', isPublic: true },
  'model-gateway': { rpo: '12h', version: '0.18.6', workload: 'Rollout', isPublic: true },
  'media-store':   { rpo: '24h', version: '6.2.0', volume: 'dataUpload', troubles: ['unreachableStorage@us-1', 'stoppedReport@eu-1'] },
  'audit-trail':   { rpo: '4h', version: '2.0.9', tier: 'critical', clusters: ['eu-1', 'us-1'], bus: 'kafka', database: 'shared' },
};

function parseTrouble(text: TroubleText): TroubleAt {
  const [trouble, cluster] = text.split('@');
  return { trouble: trouble as Trouble, cluster };
}

/** The modules of the demonstration, those with the richest stories first. */
export const profiles: readonly ModuleProfile[] = Object.entries(ROWS).map(
  ([name, row]) => ({
    tier: 'standard',
    clusters: EVERYWHERE,
    image: `registry.o8.example/${name}`,
    replicas: 2,
    workload: 'Deployment',
    isPublic: false,
    ...row,
    name,
    troubles: (row.troubles ?? []).map(parseTrouble),
  }),
);

/** The modules that nothing happens to by itself: their stories are told already. */
export const untouchedModules: ReadonlySet<string> = new Set([
  'voicefuse',
  ...profiles.filter(({ troubles }) => troubles.length > 0).map(p => p.name),
]);
