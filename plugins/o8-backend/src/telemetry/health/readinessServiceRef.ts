import {
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';

/** A part of the backend without which a replica should get no requests. */
export interface ReadinessCheck {
  /** A sentence for those who look at a probe; it holds no secret. */
  message: string;
  isReady(): Promise<boolean>;
}

/** What plugins tell the health of the whole backend. */
export interface Readiness {
  add(check: ReadinessCheck): void;
  /** The message of one that is not ready; undefined if all are. */
  findProblem(): Promise<string | undefined>;
}

/**
 * Plugins cannot add to the root health service: this is what they and it have in
 * common.
 */
export const readinessServiceRef = createServiceRef<Readiness>({
  id: 'o8.readiness',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({ service, deps: {}, factory: createReadiness }),
});

function createReadiness(): Readiness {
  const checks: ReadinessCheck[] = [];
  return {
    add: check => {
      checks.push(check);
    },
    findProblem: async () => {
      const ready = await Promise.all(checks.map(check => check.isReady()));
      return checks.find((_check, index) => !ready[index])?.message;
    },
  };
}
