import net from 'node:net';
import { Problem } from './Problem.mjs';

/** The ports of the portal, how to change them, and what they are by default. */
export const PORTS = [
  { name: 'portal', option: '--app-port', env: 'O8_APP_PORT', port: 3000 },
  {
    name: 'backend',
    option: '--backend-port',
    env: 'O8_BACKEND_PORT',
    port: 7007,
  },
  {
    name: 'demo fleet',
    option: '--fleet-port',
    env: 'O8_FLEET_PORT',
    port: 7443,
  },
  { name: 'git host', option: '--git-port', env: 'O8_GIT_PORT', port: 7444 },
];

/**
 * Takes the options of the ports out of the arguments. Answers the rest of them and
 * the environment that carries the ports into the configuration.
 */
export function readPorts(args, env) {
  const rest = [...args];
  const chosen = {};
  for (const { option, env: variable, port } of PORTS) {
    const index = rest.findIndex(
      arg => arg === option || arg.startsWith(`${option}=`),
    );
    let value = env[variable] ?? String(port);
    let source = variable;
    if (index >= 0) {
      const [flag, inline] = rest.splice(index, 1)[0].split('=');
      value = inline ?? rest.splice(index, 1)[0] ?? '';
      source = flag;
    }
    if (!/^\d+$/.test(value) || Number(value) < 1 || Number(value) > 65535) {
      throw new Problem(`${source} must be a port from 1 to 65535.`);
    }
    chosen[variable] = value;
  }
  if (new Set(Object.values(chosen)).size < PORTS.length) {
    throw new Problem(
      'The portal, the backend, the demo fleet and its git host need different ports.',
    );
  }
  return { args: rest, env: chosen };
}

/**
 * Throws a Problem that names the first port that is taken, and how to change it.
 * `wanted` are the environment variables of the ports that are needed.
 */
export async function requireFreePorts(env, wanted) {
  const needed = PORTS.filter(({ env: variable }) => wanted.includes(variable));
  for (const { name, option, env: variable } of needed) {
    const port = Number(env[variable]);
    if (!(await isFree(port))) {
      throw new Problem(
        `Port ${port}, which the ${name} needs, is taken (by an earlier "npm start"?): end that program, or choose another port with "npm start -- ${option} ${
          port + 10
        }".`,
      );
    }
  }
}

/** Whether nothing listens on a port of this machine, by IPv4 and IPv6. */
export async function isFree(port) {
  // Some systems let one listen on an address while another has all of them, so all of
  // them are tried too; one after the other, because they would be in each other's way.
  for (const host of ['127.0.0.1', '::1', '0.0.0.0', '::']) {
    if (!(await canListen(port, host))) {
      return false;
    }
  }
  return true;
}

function canListen(port, host) {
  return new Promise(resolve => {
    const server = net.createServer();
    // A machine without IPv6 has nothing that could be in the way there.
    server.once('error', error => resolve(error.code !== 'EADDRINUSE'));
    server.listen({ port, host, exclusive: true }, () =>
      server.close(() => resolve(true)),
    );
  });
}
