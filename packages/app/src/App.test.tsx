import { render, screen } from '@testing-library/react';
import App from './App';

describe('App', () => {
  it('renders, and asks who you are', async () => {
    process.env.APP_CONFIG = [
      {
        context: 'test',
        data: {
          app: { title: 'Test', baseUrl: 'http://localhost:3000' },
          backend: { baseUrl: 'http://localhost:7007' },
        },
      },
    ] as unknown as string;

    render(App.createRoot());

    expect(
      await screen.findByRole('button', { name: 'Enter' }, { timeout: 20_000 }),
    ).toBeInTheDocument();
  }, 30_000);
});
