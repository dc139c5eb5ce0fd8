import { readFileSync } from 'node:fs';
import https from 'node:https';

interface FleetDescription {
  url: string;
  caFile: string;
  control: string;
  tokens: { control: string };
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

async function control(
  method: string,
  path: string,
  body?: unknown,
): Promise<void> {
  const fleet = readFleet();
  const { status, text } = await new Promise<{ status: number; text: string }>(
    (resolve, reject) => {
      const request = https.request(
        `${fleet.control}/${path}`,
        {
          method,
          ca: readFileSync(fleet.caFile, 'utf8'),
          headers: {
            authorization: `Bearer ${fleet.tokens.control}`,
            'content-type': 'application/json',
          },
        },
        response => {
          let answer = '';
          response.setEncoding('utf8').on('data', part => (answer += part));
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, text: answer }),
          );
        },
      );
      request.on('error', reject);
      request.end(body === undefined ? undefined : JSON.stringify(body));
    },
  );
  if (status >= 300) {
    throw new Error(`${method} ${path}: ${status} ${text}`);
  }
}
