import { KubeConfig, type User } from '@kubernetes/client-node';
import { ClusterError } from '../ClusterError';
import { toBearer, type Access } from './Access';
import { applyKubeConfig } from './clientNode';

/** A program that prints credentials, with its environment as a kubeconfig has it. */
export interface ExecProgramOptions {
  command: string;
  args: string[];
  env: { name: string; value: string }[];
  apiVersion?: string;
}

/**
 * What decides which program runs, or which code it loads: with these, a name that is
 * allowed would mean anything.
 */
const FORBIDDEN_ENV =
  /^(PATH|PATHEXT|COMSPEC|IFS|ENV|BASH_ENV|BASH_FUNC_.*|SHELLOPTS|PS4|LD_.*|DYLD_.*|GCONV_PATH|NODE_.*|PYTHON.*|PERL.*|RUBY.*|GEM_.*|JAVA_TOOL_OPTIONS|_JAVA_OPTIONS|JDK_JAVA_OPTIONS|CLASSPATH|GIT_.*|DOTNET_.*)$/i;

/**
 * Runs a program for credentials. The Kubernetes client does it: it asks again once
 * what the program printed has expired.
 */
export class ExecProgram {
  readonly #user: User;
  readonly #forbidden: string | undefined;
  #kubeConfig: KubeConfig | undefined;

  constructor(options: ExecProgramOptions) {
    const { apiVersion = 'client.authentication.k8s.io/v1' } = options;
    const env = [
      ...options.env,
      {
        name: 'KUBERNETES_EXEC_INFO',
        value: JSON.stringify({
          apiVersion,
          kind: 'ExecCredential',
          spec: { interactive: false },
        }),
      },
    ];
    this.#forbidden = options.env.find(({ name }) =>
      FORBIDDEN_ENV.test(name),
    )?.name;
    this.#user = { name: 'user', exec: { ...options, apiVersion, env } };
  }

  /** What signs a request now; what was refused is not given again without a new run. */
  async run(isRefused: boolean): Promise<Omit<Access, 'url'>> {
    if (this.#forbidden) {
      throw new ClusterError(
        'refused',
        `The program that gives the credentials of the cluster is not run with ${
          this.#forbidden
        }, which decides what is run`,
      );
    }
    if (isRefused) {
      this.#kubeConfig = undefined;
    }
    this.#kubeConfig ??= this.#createKubeConfig();
    let access: Omit<Access, 'url'>;
    try {
      access = await applyKubeConfig(this.#kubeConfig);
    } catch (cause) {
      // What the program printed may hold anything: it is not repeated.
      throw new ClusterError(
        'unauthorized',
        'The program that gives the credentials of the cluster failed',
        { cause },
      );
    }
    if (!access.secrets.length && !access.tls.cert) {
      throw new ClusterError(
        'unauthorized',
        'The program that gives the credentials of the cluster gave none',
      );
    }
    const what = 'The token that the program gave';
    return access.secrets.length
      ? { ...access, ...toBearer(access.secrets[0], what) }
      : access;
  }

  #createKubeConfig(): KubeConfig {
    const kubeConfig = new KubeConfig();
    // The address is never asked: it is only about the credentials.
    kubeConfig.loadFromClusterAndUser(
      { name: 'cluster', server: 'https://localhost', skipTLSVerify: false },
      this.#user,
    );
    return kubeConfig;
  }
}
