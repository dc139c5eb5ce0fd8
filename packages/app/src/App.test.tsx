import { render, screen } from '@testing-library/react';
import App from './App';

const LOAD_LIMIT_MS = 60_000;

describe('App', () => {
  afterEach(() => jest.restoreAllMocks());

  it(
    'renders, and asks who you are',
    async () => {
      const config = [
        {
          context: 'test',
          data: {
            app: { title: 'Test', baseUrl: 'http://localhost:3000' },
            backend: { baseUrl: 'http://localhost:7007' },
          },
        },
      ];
      // Replaced as a whole: what is set in the environment becomes a text.
      jest.replaceProperty(process, 'env', {
        ...process.env,
        APP_CONFIG: config as unknown as string,
      });

      render(App.createRoot());

      expect(
        await screen.findByRole(
          'button',
          { name: 'Enter' },
          { timeout: LOAD_LIMIT_MS },
        ),
      ).toBeInTheDocument();
    },
    2 * LOAD_LIMIT_MS,
  );
});
