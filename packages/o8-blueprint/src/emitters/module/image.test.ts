import { parseImage } from './image';

const DIGEST = `sha256:${'0a'.repeat(32)}`;

describe('parseImage', () => {
  it.each([
    ['a:1', { newName: 'a', newTag: '1' }],
    [
      'r.example:5000/a/b:1.2',
      { newName: 'r.example:5000/a/b', newTag: '1.2' },
    ],
    [
      `r.example:5000/a@${DIGEST}`,
      { newName: 'r.example:5000/a', digest: DIGEST },
    ],
    [`a/b:v1@${DIGEST}`, { newName: 'a/b', newTag: 'v1', digest: DIGEST }],
  ])('takes %s apart', (image, parts) => {
    expect(parseImage(image)).toEqual(parts);
  });
});
