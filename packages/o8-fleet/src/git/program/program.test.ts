import { createDataDir } from '../../__testUtils__';
import { Git, GitError } from './Git';
import { requireGit } from './requireGit';

describe('Git', () => {
  const dataDir = createDataDir();

  it('gives what git prints, in whole or as much as is wanted', async () => {
    const git = new Git();
    const { text, isWhole } = await git.run(['--version']);
    expect(text.toString()).toMatch(/^git version \d/);
    expect(isWhole).toBe(true);
    expect(await git.run(['--version'], { maxBytes: 3 })).toEqual({
      text: Buffer.from('git'),
      isWhole: false,
    });
  });

  it('says what git said', async () => {
    const failing = new Git().run([`--git-dir=${dataDir}`, 'log', 'x', '--']);
    await expect(failing).rejects.toThrow(
      /^git log failed: fatal: not a git repository/,
    );
    await expect(failing).rejects.toMatchObject({ exitCode: 128 });
  });

  it('knows no configuration but its own', async () => {
    const list = ['-C', dataDir, 'config', '--list', '--show-origin'];
    const { text } = await new Git().run(list);
    const lines = text.toString().trim().split('\n');
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.filter(line => !line.startsWith('command line:'))).toEqual([]);
  });

  it('ends all that runs when it is closed', async () => {
    const git = new Git();
    // Waits for its input, which never comes.
    const child = git.start(['cat-file', '--batch']);
    child.stdin.on('error', () => {});
    const running = git.run(['--version']).catch(error => error);
    expect(git.running).toBe(2);
    await git.close();
    expect(git.running).toBe(0);
    await running;
    await expect(git.run(['--version'])).rejects.toThrow('is closed');
  });
});

describe('requireGit', () => {
  const saying = (version: string, folder = '') => ({
    run: async (args: readonly string[]) => ({
      text: Buffer.from(args[0] === '--version' ? version : folder),
      isWhole: true,
    }),
  });

  it('takes the git of this machine', async () => {
    expect(await requireGit(new Git())).toBeUndefined();
  });

  it.each(['git version 2.29.9', 'git version 1.99.1', 'nothing'])(
    'refuses "%s", and says what is needed',
    async version => {
      await expect(requireGit(saying(version))).rejects.toThrow(
        `git 2.30 or newer is needed, and "${version}" was found: update it.`,
      );
    },
  );

  it('says that there is no git', async () => {
    const run = async () => {
      throw Object.assign(new Error('spawn git ENOENT'), { code: 'ENOENT' });
    };
    await expect(requireGit({ run })).rejects.toThrow('none was found');
  });

  it('does not hide another failure', async () => {
    const run = async () => {
      throw new GitError('git  failed: it ended with SIGKILL');
    };
    await expect(requireGit({ run })).rejects.toThrow('SIGKILL');
  });

  it('says that a part of git is missing', async () => {
    const git = saying('git version 2.30.0', '/nowhere');
    await expect(requireGit(git)).rejects.toThrow(
      'has no http-backend (/nowhere/git-http-backend',
    );
  });
});
