import { tidySchemas } from './tidySchemas';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

describe('tidySchemas', () => {
  it('leaves out what nothing refers to, itself or by others', () => {
    const description = {
      paths: { '/a': ref('A') },
      components: {
        schemas: { A: { items: ref('B') }, B: {}, C: ref('C'), D: ref('C') },
      },
    };
    expect(tidySchemas(description)).toEqual({
      paths: description.paths,
      components: { schemas: { A: { items: ref('B') }, B: {} } },
    });
  });

  it('gives a name to the one that contains itself', () => {
    const description = {
      paths: { '/a': ref('__schema1') },
      components: {
        schemas: { __schema0: ref('__schema0'), __schema1: ref('__schema1') },
      },
    };
    expect(tidySchemas(description)).toEqual({
      paths: { '/a': ref('Json') },
      components: { schemas: { Json: ref('Json') } },
    });
  });

  it('takes two that say the same for one', () => {
    const description = {
      paths: [ref('__schema0'), ref('__schema1')],
      components: {
        schemas: { __schema0: ref('__schema0'), __schema1: ref('__schema1') },
      },
    };
    expect(tidySchemas(description)).toEqual({
      paths: [ref('Json'), ref('Json')],
      components: { schemas: { Json: ref('Json') } },
    });
  });

  it('refuses a second one that says something else', () => {
    const description = {
      paths: [ref('__schema0'), ref('__schema1')],
      components: {
        schemas: { __schema0: { type: 'object' }, __schema1: {} },
      },
    };
    expect(() => tidySchemas(description)).toThrow(
      'Two schemas contain themselves',
    );
  });

  it('takes a description without schemas', () => {
    expect(tidySchemas({ paths: {} } as object)).toEqual({
      paths: {},
      components: { schemas: {} },
    });
  });
});
