import { html } from './html';

describe('html', () => {
  it('escapes every value', () => {
    expect(html`<a title="${`<>"'&`}">${'<b>'}</a>`.text).toBe(
      '<a title="&lt;&gt;&quot;&#39;&amp;">&lt;b&gt;</a>',
    );
  });

  it('takes HTML, lists, numbers and nothing', () => {
    const items = ['a', '<'].map(each => html`<li>${each}</li>`);
    expect(html`${items}${1}${undefined}${[]}`.text).toBe(
      '<li>a</li><li>&lt;</li>1',
    );
  });

  it('takes no HTML from elsewhere', () => {
    const fake = { text: '<b>' } as unknown as string;
    expect(() => html`${fake}`.text).toThrow();
  });

  it('shows marks that turn text around', () => {
    expect(html`${'a\u202etxt.exe'}`.text).toBe('a\ufffdtxt.exe');
  });
});
