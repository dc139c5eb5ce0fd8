import { readFileSync } from 'node:fs';
import https from 'node:https';

interface FleetDescription {
  url: string;
  caFile: string;
  control: string;
  tokens: { control: string; viewer: string };
  git: { url: string; token: string };
}

const FILE = process.env.O8_E2E_FLEET ?? '.o8/fleet/fleet.json';

/** Where the fleet is, as it has written it down. */
export function readFleet(): FleetDescription {
  return JSON.parse(readFileSync(FILE, 'utf8'));
}

/** What can be done to a cluster of the demo fleet. */
export type Fault =
  | { fault: 'down' }
  | { fault: 'hang' }
  | {
      fault: 'status';
      status: number;
      /** Only this one; all of them without. */
      resource?: { group: string; plural: string };
    };

/** Lets a cluster fail. */
export async function failCluster(
  cluster: string,
  fault: Fault,
): Promise<void> {
  await control('PUT', `clusters/${cluster}/fault`, fault);
}

/** Ends the failure of a cluster. */
export async function mendCluster(cluster: string): Promise<void> {
  await control('DELETE', `clusters/${cluster}/fault`);
}

/** Lets something happen to a module, such as `degrade@us-1`. */
export async function trigger(module: string, event: string): Promise<void> {
  await control('POST', `modules/${module}/${encodeURIComponent(event)}`);
}

/** The status with which the API of a cluster answers for an object: 200 or 404. */
export async function statusOf(cluster: string, path: string): Promise<number> {
  const { url, tokens } = readFleet();
  const at = `${url}/clusters/${cluster}${path}`;
  return (await ask('GET', at, tokens.viewer)).status;
}

/** An object as the API of a cluster has it. */
export async function read(cluster: string, path: string): Promise<unknown> {
  const { url, tokens } = readFleet();
  const at = `${url}/clusters/${cluster}${path}`;
  const { status, text } = await ask('GET', at, tokens.viewer);
  if (status !== 200) throw new Error(`GET ${path}: ${status} ${text}`);
  return JSON.parse(text);
}

async function control(
  method: string,
  path: string,
  body?: unknown,
): Promise<void> {
  const { control: url, tokens } = readFleet();
  const answer = await ask(method, `${url}/${path}`, tokens.control, body);
  if (answer.status >= 300) {
    throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
  }
}

function ask(
  method: string,
  url: string,
  token: string,
  body?: unknown,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const request = https.request(
      url,
      {
        method,
        ca: readFileSync(readFleet().caFile, 'utf8'),
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
        },
      },
      response => {
        let text = '';
        response.setEncoding('utf8').on('data', part => (text += part));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text }),
        );
      },
    );
    request.on('error', reject);
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
