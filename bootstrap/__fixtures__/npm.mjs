// Stands for npm: starts a program for its script, and passes no signal on.
import { spawn } from 'node:child_process';

const [program, ...args] = process.argv.slice(2);
const env = { ...process.env, npm_lifecycle_event: 'start' };
spawn(program, args, { stdio: 'inherit', env });
