import { createApp } from '@backstage/frontend-defaults';
import { homeModule } from './home';
import { navModule } from './nav';

// All other features are found by "app.packages: all" in app-config.yaml.
export default createApp({ features: [homeModule, navModule] });
