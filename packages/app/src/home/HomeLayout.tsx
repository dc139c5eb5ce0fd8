import { Content, Header, Page } from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import type { HomePageLayoutProps } from '@backstage/plugin-home-react/alpha';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles({
  widgets: {
    display: 'grid',
    gap: 24,
    maxWidth: 960,
    margin: '0 auto',
    '& > *': { minWidth: 0 },
  },
});

/** The widgets that the configuration of the page names, in its order. */
export function HomeLayout({ widgets, defaultConfig }: HomePageLayoutProps) {
  const classes = useStyles();
  const title = useApi(configApiRef).getOptionalString('app.title') ?? 'Home';
  return (
    <Page themeId="home">
      <Header title={title} />
      <Content>
        <div className={classes.widgets}>
          {defaultConfig?.map(({ component }) => (
            <div key={component}>
              {widgets.find(({ name }) => name === component)?.component}
            </div>
          ))}
        </div>
      </Content>
    </Page>
  );
}
