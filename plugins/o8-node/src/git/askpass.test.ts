import { execFileSync } from 'node:child_process';
import { ASKPASS_SCRIPT, askpassEnvironment } from './askpass';

const answer = (url: string, prompt: string) => {
  const env = askpassEnvironment({ url, username: 'me@x', token: 'to$ken %s' });
  const args = ['-c', ASKPASS_SCRIPT, 'askpass', prompt];
  return execFileSync('sh', args, { env, encoding: 'utf8', stdio: 'pipe' });
};

describe('askpass', () => {
  const url = 'https://git.example:8443/modules/x.git';

  it('answers for its host, as it is', () => {
    expect(answer(url, "Username for 'https://git.example:8443': ")).toBe(
      'me@x\n',
    );
    expect(
      answer(url, "Password for 'https://me%40x@git.example:8443': "),
    ).toBe('to$ken %s\n');
  });

  it.each([
    "Username for 'https://proxy.example:3128': ",
    "Password for 'https://me%40x@proxy.example:3128': ",
    "Username for 'http://git.example:8443': ",
    "Password for 'http://me%40x@git.example:8443': ",
    "Username for 'https://git.example:84430': ",
    "Username for 'https://git.example:8443.evil.example': ",
    "Password for 'https://me%40x@git.example:8443.evil.example': ",
    'Are you sure you want to continue connecting (yes/no)? ',
    '',
  ])('does not answer %j', prompt => {
    expect(() => answer(url, prompt)).toThrow();
  });
});
