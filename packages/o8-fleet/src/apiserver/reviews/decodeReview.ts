import { badRequest } from '../refusals';
import { readFields, type Fields } from './readFields';

// What every protobuf of Kubernetes begins with.
const MAGIC = Buffer.from('k8s\u0000');
const RAW = 2;
const SPEC = 2;

const RESOURCE_ATTRIBUTES = [
  'namespace',
  'verb',
  'group',
  'version',
  'resource',
  'subresource',
  'name',
];
const PATH_ATTRIBUTES = ['path', 'verb'];

/** Reads a review as kubectl sends it, which asks in protobuf whatever the server says. */
export function decodeReview(bytes: Buffer, kind: string): object {
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw badRequest('the body is no protobuf of Kubernetes');
  }
  const envelope = readFields(bytes.subarray(MAGIC.length));
  const review = messageOf(envelope, RAW) ?? new Map();
  const spec = messageOf(review, SPEC) ?? new Map();
  if (kind === 'SelfSubjectRulesReview') {
    return { spec: textsOf(spec, ['namespace']) };
  }
  const resource = messageOf(spec, 1);
  const path = messageOf(spec, 2);
  return {
    spec: {
      ...(resource && {
        resourceAttributes: textsOf(resource, RESOURCE_ATTRIBUTES),
      }),
      ...(path && { nonResourceAttributes: textsOf(path, PATH_ATTRIBUTES) }),
    },
  };
}

function messageOf(fields: Fields, number: number): Fields | undefined {
  const bytes = fields.get(number);
  return bytes && readFields(bytes);
}

/** The fields are numbered from 1 in the order of their names. */
function textsOf(fields: Fields, names: string[]): Record<string, string> {
  return Object.fromEntries(
    names.map((name, at) => [name, fields.get(at + 1)?.toString('utf8') ?? '']),
  );
}
