// npm would ignore the resolutions in package.json and install another, broken tree: refuse it with a hint.
const agent = process.env.npm_config_user_agent ?? '';

if (!agent.startsWith('yarn/')) {
  console.error(
    '\nThis repository is installed by Yarn. Run "npm start" or "npm test": they set everything up, Yarn included.\n',
  );
  process.exit(1);
}
