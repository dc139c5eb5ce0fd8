import { Cron } from './Cron';
import { BACKUP_TTL_MS } from './objects/Backup';
import type { ModuleProfile, Trouble } from './profiles';
import { Scope } from './Scope';
import { DAY_MS, HOUR_MS, MINUTE_MS, parseDurationMs } from './time';

/** The label that says whose an object is. */
export const LABEL_MODULE = 'orchestr8.io/module';

/** As many releases as Argo CD remembers. */
export const HISTORY_LIMIT = 10;

/** What was deployed, and how long ago. */
export interface Release {
  version: string;
  /** The git commit. */
  revision: string;
  image: string;
  ageMs: number;
}

/** An earlier release than a version, so many releases before. */
export function versionBefore(version: string, steps: number): string {
  const [major, minor, patch] = version.split('.').map(Number);
  if (steps <= patch) return [major, minor, patch - steps].join('.');
  const PATCHES_PER_MINOR = 5;
  const behind = steps - patch - 1;
  const minors = 1 + Math.floor(behind / PATCHES_PER_MINOR);
  const rest = PATCHES_PER_MINOR - 1 - (behind % PATCHES_PER_MINOR);
  return [major, Math.max(minor - minors, 0), rest].join('.');
}

/** A module on a cluster. */
export class Placement extends Scope {
  readonly module: ModuleProfile;
  /** How long the module has been there. */
  readonly ageMs: number;

  constructor(scope: Scope, module: ModuleProfile) {
    super(scope);
    this.module = module;
    const path = `module/${module.name}/age`;
    this.ageMs = scope.seeded.int(path, 90, 400) * DAY_MS;
  }

  get name(): string {
    return this.module.name;
  }

  has(trouble: Trouble): boolean {
    return this.module.troubles.some(
      at => at.trouble === trouble && at.cluster === this.cluster.name,
    );
  }

  /** What the platform writes beside Argo CD, Velero, the bus and the database. */
  get labels(): Record<string, string> {
    return { [LABEL_MODULE]: this.name };
  }

  /** What the module's own objects carry. */
  get appLabels(): Record<string, string> {
    return {
      'app.kubernetes.io/name': this.name,
      'app.kubernetes.io/instance': this.name,
      'app.kubernetes.io/part-of': 'o8',
      'app.kubernetes.io/managed-by': 'argocd',
      'backstage.io/kubernetes-id': this.name,
    };
  }

  /** The newest first. The same on all clusters, some minutes apart. */
  releases(): Release[] {
    const { name, version, image } = this.module;
    let ageMs = this.int(`release/${name}/delay`, 1, 30) * MINUTE_MS;
    const all: Release[] = [];
    for (let step = 0; step <= HISTORY_LIMIT; step += 1) {
      const path = `release/${name}/${step}`;
      ageMs +=
        step === 0
          ? this.seeded.int(path, 150, 2_800) * MINUTE_MS
          : this.seeded.int(path, 30, 220) * HOUR_MS;
      const tag = versionBefore(version, step);
      all.push({
        version: tag,
        revision: this.seeded.hex(`${path}/revision`, 40),
        image: `${image}:v${tag}`,
        ageMs,
      });
    }
    const behind = this.has('versionSkew') || this.has('failedHook') ? 1 : 0;
    return all.slice(behind, behind + HISTORY_LIMIT);
  }

  /** When its backups run: at least twice per RPO. */
  backupSchedule(): string {
    const halfMinutes = parseDurationMs(this.module.rpo) / 2 / MINUTE_MS;
    if (halfMinutes < 60) {
      const minutes = [30, 20, 15, 12, 10, 6, 5, 4, 3, 2, 1];
      return `*/${minutes.find(each => each <= halfMinutes)} * * * *`;
    }
    const hours = [12, 8, 6, 4, 3, 2, 1].find(each => each * 60 <= halfMinutes);
    const minute = this.seeded.int(`module/${this.name}/minute`, 0, 59);
    return `${minute} */${hours} * * *`;
  }

  backupCron(): Cron {
    return Cron.parse(this.backupSchedule());
  }

  /** How long its backups are kept. */
  backupTtlMs(): number {
    const backups = this.shareOf(this.sizes.backups);
    if (backups === undefined) return BACKUP_TTL_MS;
    const cron = this.backupCron();
    const runMs = cron.next(this.now.getTime());
    return backups * (cron.next(runMs) - runMs);
  }

  /** What is on this cluster of something that there is so much of in the module. */
  shareOf(size: number | undefined): number | undefined {
    return size === undefined
      ? undefined
      : Math.ceil(size / this.module.clusters.length);
  }
}
