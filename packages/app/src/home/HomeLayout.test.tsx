import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { HomePageLayoutProps } from '@backstage/plugin-home-react/alpha';
import { screen } from '@testing-library/react';
import { HomeLayout } from './HomeLayout';

const place = { column: 0, row: 0, width: 12, height: 1 };

describe('HomeLayout', () => {
  it('shows what is configured, in that order, and nothing else', async () => {
    const widgets = ['Clock', 'Search', 'Stars'].map(name => ({
      name,
      component: <p>{name} widget</p>,
    })) as HomePageLayoutProps['widgets'];

    renderInTestApp(
      <HomeLayout
        widgets={widgets}
        defaultConfig={[
          { component: 'Stars', ...place },
          { component: 'Search', ...place },
          { component: 'Gone', ...place },
        ]}
      />,
    );

    await screen.findByText('Stars widget');
    expect(
      screen.getAllByText(/widget$/).map(node => node.textContent),
    ).toEqual(['Stars widget', 'Search widget']);
  });
});
