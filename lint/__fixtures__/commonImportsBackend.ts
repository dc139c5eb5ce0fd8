// Breaks the dependency rule: common is below everything and imports none of ours.
import o8Plugin from '@orchestr8/backstage-plugin-o8-backend';

export default o8Plugin;
