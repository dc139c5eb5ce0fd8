import { z } from 'zod';
import { badRequest } from '../refusals';
import type { ApiRequest } from './ApiRequest';
import { requireObject } from './getObject';

const podSchema = z.looseObject({
  spec: z.looseObject({
    containers: z.array(z.looseObject({ name: z.string() })).min(1),
  }),
  status: z
    .looseObject({
      phase: z.string().optional(),
      containerStatuses: z
        .array(
          z.looseObject({
            name: z.string(),
            image: z.string().optional(),
            restartCount: z.number().optional(),
            state: z.record(z.string(), z.looseObject({})).optional(),
          }),
        )
        .optional(),
    })
    .optional(),
});

type Pod = z.infer<typeof podSchema>;

/** `GET …/pods/<name>/log`: nothing runs here, so it tells what is known of the container. */
export function readLog(request: ApiRequest): void {
  const { req, res } = request;
  const object = requireObject(request);
  const { data: pod } = podSchema.safeParse(object);
  if (!pod) {
    throw badRequest(`pod "${object.metadata.name}" has no containers`);
  }
  const container = containerOf(pod, object.metadata.name, req.query.container);
  const lines = describe(pod, container);
  res.setHeader('Content-Type', 'text/plain');
  res.end(
    tail(lines, req.query.tailLines)
      .map(line => `${line}\n`)
      .join(''),
  );
}

function containerOf(pod: Pod, podName: string, asked: unknown): string {
  const names = pod.spec.containers.map(({ name }) => name);
  if (typeof asked === 'string' && asked !== '') {
    if (!names.includes(asked)) {
      throw badRequest(`container ${asked} is not valid for pod ${podName}`);
    }
    return asked;
  }
  if (names.length > 1) {
    throw badRequest(
      `a container name must be specified for pod ${podName}, choose one of: [${names.join(
        ' ',
      )}]`,
    );
  }
  return names[0];
}

function tail(lines: string[], asked: unknown): string[] {
  if (asked === undefined) {
    return lines;
  }
  const count = Number(asked);
  if (!Number.isInteger(count) || count < 0) {
    throw badRequest('tailLines must be a number that is not negative');
  }
  return lines.slice(Math.max(0, lines.length - count));
}

function describe(pod: Pod, name: string): string[] {
  const status = pod.status?.containerStatuses?.find(
    each => each.name === name,
  );
  const [state, details] = Object.entries(status?.state ?? {})[0] ?? [
    'unknown',
    {},
  ];
  const known = ['startedAt', 'reason', 'message', 'exitCode']
    .map(key => [key, Reflect.get(details, key)] as const)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  return [
    `demo fleet: container "${name}" is simulated, this is what its status says`,
    `image=${status?.image ?? 'unknown'} restarts=${
      status?.restartCount ?? 0
    } phase=${pod.status?.phase ?? 'unknown'}`,
    `state=${[state, ...known].join(' ')}`,
  ];
}
