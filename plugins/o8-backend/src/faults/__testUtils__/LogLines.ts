import type { LoggerService } from '@backstage/backend-plugin-api';

/** Everything that is logged, children included. */
export class LogLines {
  readonly lines: string[] = [];
  readonly logger: LoggerService = this.#createLogger();

  /** The first of some secrets that was logged. */
  findSecret(secrets: string[]): string | undefined {
    return secrets.find(
      secret => secret && this.lines.some(line => line.includes(secret)),
    );
  }

  #createLogger(): LoggerService {
    const add = (message: string, meta?: unknown) => {
      const { name, stack } = Object(meta) as { name?: string; stack?: string };
      this.lines.push(
        [message, name, stack, JSON.stringify(meta)].filter(Boolean).join(' '),
      );
    };
    return {
      error: add,
      warn: add,
      info: add,
      debug: add,
      child: () => this.#createLogger(),
    };
  }
}
