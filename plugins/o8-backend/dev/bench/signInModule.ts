import { createBackendModule } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';

const HEADER = 'x-bench-user';
const USER_NAME = /^(reader|owner)-\d{1,4}$/;

const authenticator = createProxyAuthenticator({
  defaultProfileTransform: async () => ({ profile: {} }),
  initialize: () => ({}),
  async authenticate({ req }) {
    const name = req.get(HEADER) ?? '';
    if (!USER_NAME.test(name)) {
      throw new InputError(`"${HEADER}" has to be reader-1, owner-1 and so on`);
    }
    return { result: { name } };
  },
});

/**
 * Signs in whoever says who he is, as behind a proxy that has asked him: the tokens are
 * real ones of the auth backend. For benchmarks on the loopback only.
 */
export const signInModule = createBackendModule({
  pluginId: 'auth',
  moduleId: 'bench-sign-in',
  register(env) {
    env.registerInit({
      deps: { providers: authProvidersExtensionPoint },
      async init({ providers }) {
        providers.registerProvider({
          providerId: 'bench',
          factory: createProxyAuthProviderFactory({
            authenticator,
            signInResolver: async ({ result }, ctx) => {
              const sub = `user:default/${result.name}`;
              return ctx.issueToken({ claims: { sub, ent: [sub] } });
            },
          }),
        });
      },
    });
  },
});
