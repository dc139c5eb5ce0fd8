import { KubeConfig, type Cluster, type User } from '@kubernetes/client-node';
import path from 'node:path';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { findUrlProblem } from '../../config';
import { ClusterError } from '../ClusterError';
import { toBearer, type Access } from './Access';
import type { LoadAccess } from './AccessHolder';
import { applyKubeConfig } from './clientNode';
import { ExecProgram } from './ExecProgram';
import { readFileOf, readToken } from './readFileOf';

interface KubeconfigOptions {
  file: string;
  context?: string;
  allowedExecCommands: string[];
}

const execSchema = z.object({
  command: z.string().min(1),
  args: z.array(z.string()).nullish(),
  env: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
  apiVersion: z.string().optional(),
});

// What the Kubernetes client does not read.
const tokenFilesSchema = z.object({
  users: z.array(
    z.object({
      name: z.string(),
      user: z.object({ tokenFile: z.string().optional() }).nullish(),
    }),
  ),
});

/** Reads a kubeconfig again whenever asked, so that who replaces it need not restart us. */
export function createKubeconfigAccess(options: KubeconfigOptions): LoadAccess {
  let program: { key: string; exec: ExecProgram } | undefined;

  return async ({ isRefused }) => {
    const content = await readFileOf(
      options.file,
      'The kubeconfig of the cluster',
      'refused',
    );
    const { cluster, user } = select(parse(content, options), options.context);
    checkCluster(cluster);
    checkUser(user, options.allowedExecCommands);

    const directory = path.dirname(options.file);
    const key = JSON.stringify(user.exec ?? null);
    if (user.exec && program?.key !== key) {
      program = { key, exec: toProgram(user.exec, directory) };
    }
    const files = await applyFiles(cluster, user);
    const signIn = user.exec
      ? await program?.exec.run(isRefused)
      : await readTokenFile(content, user.name, directory);
    return {
      url: cluster.server,
      headers: { ...files.headers, ...signIn?.headers },
      tls: { ...files.tls, ...signIn?.tls },
      secrets: [...files.secrets, ...(signIn?.secrets ?? [])],
    };
  };
}

async function readTokenFile(
  content: string,
  userName: string,
  directory: string,
): Promise<Pick<Access, 'headers' | 'secrets'> & { tls?: undefined }> {
  const { data } = tokenFilesSchema.safeParse(parseYaml(content));
  const file = data?.users.find(({ name }) => name === userName)?.user
    ?.tokenFile;
  return file
    ? toBearer(
        await readToken(path.resolve(directory, file)),
        'The file with the token of the cluster',
      )
    : { headers: {}, secrets: [] };
}

function refuse(words: string, cause?: unknown): ClusterError {
  return new ClusterError('refused', `The kubeconfig ${words}`, { cause });
}

function parse(content: string, { file }: KubeconfigOptions): KubeConfig {
  const kubeConfig = new KubeConfig();
  try {
    kubeConfig.loadFromString(content);
    kubeConfig.makePathsAbsolute(path.resolve(path.dirname(file)));
  } catch (cause) {
    throw refuse('of the cluster cannot be understood', cause);
  }
  return kubeConfig;
}

function select(kubeConfig: KubeConfig, context: string | undefined) {
  if (context) {
    kubeConfig.setCurrentContext(context);
  }
  const cluster = kubeConfig.getCurrentCluster();
  const user = kubeConfig.getCurrentUser();
  if (!cluster || !user) {
    throw refuse('has no such context with a cluster and a user');
  }
  return { cluster, user };
}

function checkCluster({ server, skipTLSVerify, proxyUrl }: Cluster): void {
  if (skipTLSVerify) {
    throw refuse(
      'says insecure-skip-tls-verify, and nothing is read over a connection that is not verified',
    );
  }
  if (proxyUrl) {
    throw refuse('says proxy-url, which is not supported');
  }
  const problem = findUrlProblem(server);
  if (problem) {
    throw refuse(`has a server that is not accepted: it ${problem}`);
  }
}

function checkUser(user: User, allowed: string[]): void {
  const { exec } = user;
  if (exec && !allowed.includes(String(exec.command))) {
    throw refuse('runs a program that is not one of o8.exec.allow');
  }
  if (user.authProvider || user.username || user.impersonateUser) {
    throw refuse(
      'signs in by an auth-provider, a password or as somebody else, which is not supported: use a token, a certificate or exec',
    );
  }
}

function toProgram(exec: unknown, directory: string): ExecProgram {
  const { data } = execSchema.safeParse(exec);
  if (!data) {
    throw refuse('says exec in a form that cannot be understood');
  }
  const { command, args, env, apiVersion } = data;
  const isPath = /[\\/]/.test(command);
  return new ExecProgram({
    // As kubectl does it: a path is relative to the file.
    command: isPath ? path.resolve(directory, command) : command,
    args: args ?? [],
    env: env ?? [],
    apiVersion,
  });
}

// Tokens and certificates, without the program.
async function applyFiles(
  cluster: Cluster,
  user: User,
): Promise<Omit<Access, 'url'>> {
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromClusterAndUser(
    // The client itself refuses plain http also where it is safe; it asks nobody here.
    { ...cluster, server: 'https://localhost' },
    { ...user, exec: undefined },
  );
  try {
    const access = await applyKubeConfig(kubeConfig);
    return access.secrets.length
      ? {
          ...access,
          ...toBearer(access.secrets[0], 'The token of the kubeconfig'),
        }
      : access;
  } catch (cause) {
    if (cause instanceof ClusterError) {
      throw cause;
    }
    throw refuse('names files that cannot be read', cause);
  }
}
