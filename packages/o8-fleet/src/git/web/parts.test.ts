import { listPage } from './listPage';
import { fileTable, tableHead } from './parts';

describe('tables of the git pages', () => {
  it('say what their columns are', () => {
    expect(tableHead('A', '<b>').text).toContain('<th scope="col">&lt;b&gt;');
    expect(`${listPage(['a/b']).body}`).toContain('<th scope="col">Repository');
    const options = { repositoryPath: 'a/b', ref: 'main', folder: '' };
    expect(fileTable({ ...options, entries: [] }).text).toMatch(
      /<thead>[^]*Name[^]*Size[^]*<\/thead>/,
    );
  });
});
