/** What a module has to do with streams: none makes or changes one. */
const DENIED = ['STREAM', 'CONSUMER'].flatMap(kind =>
  ['CREATE', 'UPDATE', 'DELETE'].map(verb => `$JS.API.${kind}.${verb}.>`),
);

/** Who may come to a NATS: an operator of our own, with one account for all modules. */
export class NatsIdentities {
  #jwt;
  #nkeys;
  #account;
  /** The lines of the configuration of a server that lets only these in. */
  config;

  static async create() {
    const identities = new NatsIdentities();
    // Not at the top: in a fresh clone nothing is installed when this file is loaded.
    identities.#jwt = await import('@nats-io/jwt');
    identities.#nkeys = await import('@nats-io/nkeys');
    await identities.#configure();
    return identities;
  }

  async #configure() {
    const { encodeAccount, encodeOperator } = this.#jwt;
    const { createAccount, createOperator } = this.#nkeys;
    const operator = createOperator();
    const system = createAccount();
    this.#account = createAccount();
    const signed = { signer: operator };
    const unlimited = {
      ...{ subs: -1, data: -1, payload: -1, imports: -1, exports: -1 },
      ...{ wildcards: true, conn: -1, leaf: -1 },
    };
    const streams = {
      ...{ mem_storage: -1, disk_storage: -1, streams: -1, consumer: -1 },
    };
    const tokens = {
      operator: await encodeOperator('ours', operator, {
        system_account: system.getPublicKey(),
      }),
      system: await encodeAccount(
        'system',
        system,
        { limits: unlimited },
        signed,
      ),
      modules: await encodeAccount(
        'modules',
        this.#account,
        { limits: { ...unlimited, ...streams } },
        signed,
      ),
    };
    this.config = `operator: ${tokens.operator}
resolver: MEMORY
resolver_preload {
  ${system.getPublicKey()}: ${tokens.system}
  ${this.#account.getPublicKey()}: ${tokens.modules}
}
`;
  }

  /** The file by which somebody comes: an administrator may do what modules may not. */
  async issue(name, { isAdmin = false } = {}) {
    const { encodeUser, fmtCreds } = this.#jwt;
    const user = this.#nkeys.createUser();
    const token = await encodeUser(
      name,
      user,
      this.#account,
      isAdmin ? {} : { pub: { deny: DENIED } },
    );
    return Buffer.from(fmtCreds(token, user)).toString();
  }
}
