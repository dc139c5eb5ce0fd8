import { parseAccept } from './parseAccept';
import { chooseRepresentation } from './Representation';

const PARTIAL = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1';
const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io';

describe('chooseRepresentation', () => {
  it.each<[string | undefined, string]>([
    [undefined, 'object'],
    ['', 'object'],
    ['*/*', 'object'],
    ['application/*', 'object'],
    ['application/json', 'object'],
    ['Application/JSON; charset=utf-8', 'object'],
    ['text/html, */*;q=0.1', 'object'],
    [PARTIAL, 'partial'],
    [PARTIAL.replace('Metadata;', 'MetadataList;'), 'partial'],
    [`${PARTIAL}, application/json`, 'partial'],
    [TABLE, 'table'],
    [`application/json;as=Table;v=v1beta1;g=meta.k8s.io,${TABLE}`, 'table'],
    [`application/vnd.kubernetes.protobuf,${PARTIAL}`, 'partial'],
    ['application/json;as=Other;g=meta.k8s.io;v=v1,application/json', 'object'],
  ])('chooses for "%s": %s', (accept, expected) => {
    expect(chooseRepresentation(accept)).toBe(expected);
  });

  it.each([
    'application/vnd.kubernetes.protobuf',
    'text/html',
    'application/json;as=Table;v=v2;g=meta.k8s.io',
    'application/json;as=Table;v=v1;g=other.io',
  ])('refuses "%s"', accept => {
    expect(() => chooseRepresentation(accept)).toThrow(
      'only the following media types',
    );
  });
});

describe('parseAccept', () => {
  it('keeps the order and the parameters', () => {
    expect(parseAccept('a/b; c=d;e , F/g')).toEqual([
      { type: 'a/b', parameters: { c: 'd', e: '' } },
      { type: 'f/g', parameters: {} },
    ]);
  });
});
