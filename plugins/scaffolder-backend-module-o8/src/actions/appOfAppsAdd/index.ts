export { createAppOfAppsAddAction } from './createAppOfAppsAddAction';
