import { mockServices } from '@backstage/backend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import type { Permission } from '@backstage/plugin-permission-common';
import type { Request } from 'express';
import type { Caller, VisibleModules } from '../../visibility';

/** Callers who have these permissions and may see these modules, and no others. */
export class FakeCallers {
  readonly #httpAuth = mockServices.httpAuth();
  allowed: Set<string>;
  visible: Set<string>;

  constructor(options: { allowed: string[]; visible: string[] }) {
    this.allowed = new Set(options.allowed);
    this.visible = new Set(options.visible);
  }

  of = jest.fn(
    async (req: Request, permission: Permission): Promise<Caller> => {
      const credentials = await this.#httpAuth.credentials(req, {
        allow: ['user', 'service'],
      });
      if (!this.allowed.has(permission.name)) {
        throw new NotAllowedError(
          `You need the permission "${permission.name}"`,
        );
      }
      return {
        credentials,
        mayReadFleet: async () => this.allowed.has('o8.fleet.read'),
        visibleModules: async () => toVisible(this.visible),
        canSee: async refs =>
          toVisible(new Set(refs.filter(ref => this.visible.has(ref)))),
      };
    },
  );
}

function toVisible(refs: Set<string>): VisibleModules {
  return { id: [...refs].sort().join(), has: ref => refs.has(ref) };
}
