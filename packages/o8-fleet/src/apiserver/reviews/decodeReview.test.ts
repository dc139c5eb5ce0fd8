import { decodeReview } from './decodeReview';
import { readFields } from './readFields';

/** As kubectl 1.32 sends `auth can-i list pods`. */
const ACCESS =
  '6b3873000a320a17617574686f72697a6174696f6e2e6b38732e696f2f7631121753656c665375626a65637441636365737352657669657712360a100a0012001a0022002a0032003800420012180a160a0012046c6973741a0022002a04706f647332003a001a08080012001a0020001a002200';
/** As it sends `auth can-i --list`. */
const RULES =
  '6b3873000a310a17617574686f72697a6174696f6e2e6b38732e696f2f7631121653656c665375626a65637452756c657352657669657712230a100a0012001a0022002a0032003800420012090a0764656661756c741a04180022001a002200';

const bytesOf = (hex: string) => Buffer.from(hex, 'hex');

describe('decodeReview', () => {
  it('reads what may be done', () => {
    const review = decodeReview(bytesOf(ACCESS), 'SelfSubjectAccessReview');
    expect(review).toEqual({
      spec: {
        resourceAttributes: {
          namespace: '',
          verb: 'list',
          group: '',
          version: '',
          resource: 'pods',
          subresource: '',
          name: '',
        },
      },
    });
  });

  it('reads paths', () => {
    const path = '12080a012f1203676574';
    const spec = `12${(path.length / 2).toString(16).padStart(2, '0')}${path}`;
    const length = (spec.length / 2).toString(16).padStart(2, '0');
    const bytes = bytesOf(`6b38730012${length}${spec}`);
    expect(decodeReview(bytes, 'SelfSubjectAccessReview')).toEqual({
      spec: { nonResourceAttributes: { path: '/', verb: 'get' } },
    });
  });

  it('reads of which namespace the rules are asked', () => {
    expect(decodeReview(bytesOf(RULES), 'SelfSubjectRulesReview')).toEqual({
      spec: { namespace: 'default' },
    });
  });

  it.each(['', '00', '6b38', Buffer.from('{}').toString('hex')])(
    'refuses %s, which is of somebody else',
    hex => {
      expect(() => decodeReview(bytesOf(hex), 'X')).toThrow('no protobuf');
    },
  );

  it.each([10, 60, 100])('refuses what ends after %d bytes', length => {
    const bytes = bytesOf(ACCESS).subarray(0, length);
    expect(() => decodeReview(bytes, 'SelfSubjectAccessReview')).toThrow(
      'malformed',
    );
  });
});

describe('readFields', () => {
  it('skips numbers', () => {
    const fields = readFields(
      bytesOf(`08ff0111${'00'.repeat(8)}1d00000000220161`),
    );
    expect(fields).toEqual(new Map([[4, Buffer.from('a')]]));
  });

  it.each(['0b', '08', '09', `08${'ff'.repeat(11)}`, '0a05aa'])(
    'refuses %s',
    hex => {
      expect(() => readFields(bytesOf(hex))).toThrow('malformed');
    },
  );
});
