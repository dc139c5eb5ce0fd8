import { choicesParam } from './choicesParam';

const schema = choicesParam(['sync', 'recovery']);

describe('choicesParam', () => {
  it.each([
    [undefined, []],
    ['sync', ['sync']],
    ['recovery,sync', ['sync', 'recovery']],
    [
      ['recovery', 'sync,sync'],
      ['sync', 'recovery'],
    ],
  ])('reads %j', (text, choices) => {
    expect(schema.parse(text)).toEqual(choices);
  });

  it.each([
    ['', '""'],
    ['sync,', '""'],
    ['Sync', '"Sync"'],
    ['sync,cost,__proto__', '"cost", "__proto__"'],
  ])('refuses %j, and says what there is', (text, unknown) => {
    expect(schema.safeParse(text).error?.issues).toMatchObject([
      { message: `unknown ${unknown}: there are sync, recovery` },
    ]);
  });
});
