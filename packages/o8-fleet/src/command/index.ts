export { runCommand, type CommandOutput } from './runCommand';
