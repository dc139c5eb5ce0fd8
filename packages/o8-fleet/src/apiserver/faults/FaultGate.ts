import type { Request, Response } from 'express';
import type { RequestInfo } from '../RequestInfo';
import type { StatusError } from '../StatusError';
import type { Fault, FaultedResource } from './Fault';
import { faultRefusal } from './faultRefusal';

/** An open watch, as faults see it. */
export interface OpenWatch {
  /** Says nothing more, and stays open. */
  freeze(): void;
  /** Ends; with a refusal, this is the last event. */
  end(refusal?: StatusError): void;
}

interface Exchange {
  info: RequestInfo;
  req: Request;
  watch?: OpenWatch;
  /** It hangs, so that only the end of the fault ends it. */
  isHeld?: boolean;
}

/** Lets requests of one cluster through, or does to them what the faults say. */
export class FaultGate {
  readonly #faults = new Map<string, Fault>();
  readonly #exchanges = new Map<Response, Exchange>();

  /** The faults that are set, the one of the whole cluster first. */
  list(): Fault[] {
    return Array.from(this.#faults)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, fault]) => fault);
  }

  /** Sets a fault, in place of the one of the same scope. */
  set(fault: Fault): void {
    this.clear(fault.resource ?? null);
    this.#faults.set(scopeKey(fault.resource), fault);
    for (const exchange of this.#exchanges.values()) {
      if (this.#faultOf(exchange.info) === fault) {
        strike(exchange, fault);
      }
    }
  }

  /** Clears the fault of a resource, that of the whole cluster (`null`), or all of them. */
  clear(scope?: FaultedResource | null): void {
    if (scope === undefined) {
      this.#faults.clear();
    } else {
      this.#faults.delete(scopeKey(scope ?? undefined));
    }
    for (const { isHeld, info, req } of this.#exchanges.values()) {
      if (isHeld && this.#faultOf(info)?.fault !== 'hang') {
        req.socket.destroy();
      }
    }
  }

  /** Resolves when a request may go on; a request that fell to a fault never does. */
  async pass(info: RequestInfo, req: Request, res: Response): Promise<boolean> {
    const exchange: Exchange = { info, req };
    this.#exchanges.set(res, exchange);
    res.once('close', () => this.#exchanges.delete(res));
    let fault = this.#faultOf(info);
    // What is set while a request sleeps is for it, too.
    while (fault?.fault === 'slow') {
      await sleep(fault.delayMs, res);
      if (res.destroyed) return false;
      const later = this.#faultOf(info);
      if (later === fault) return true;
      fault = later;
    }
    switch (fault?.fault) {
      case 'down':
        req.socket.destroy();
        return false;
      case 'hang':
        exchange.isHeld = true;
        return false;
      case 'status':
        if (fault.as !== 'event') {
          throw faultRefusal(fault.status);
        }
        return true;
      default:
        return true;
    }
  }

  /** Watches that are open are told of faults that come later, and of one that is there. */
  attach(res: Response, watch: OpenWatch): void {
    const exchange = this.#exchanges.get(res);
    if (exchange) {
      exchange.watch = watch;
      const fault = this.#faultOf(exchange.info);
      if (fault?.fault === 'status') {
        strike(exchange, fault);
      }
    }
  }

  /** The fault of the resource goes before that of the whole cluster. */
  #faultOf(info: RequestInfo): Fault | undefined {
    const own = info.isResource
      ? this.#faults.get(scopeKey({ group: info.group, plural: info.plural }))
      : undefined;
    return own ?? this.#faults.get(scopeKey(undefined));
  }
}

/** What a new fault does to a request that is under way. */
function strike(exchange: Exchange, fault: Fault): void {
  switch (fault.fault) {
    case 'down':
      exchange.req.socket.destroy();
      break;
    case 'hang':
      if (exchange.watch) {
        exchange.watch.freeze();
        exchange.isHeld = true;
      }
      break;
    case 'status':
      exchange.watch?.end(
        fault.as === 'event' ? faultRefusal(fault.status) : undefined,
      );
      break;
    default:
  }
}

function scopeKey(resource: FaultedResource | undefined): string {
  return resource ? `${resource.group}/${resource.plural}` : '';
}

/** Ends early when the client goes away. */
function sleep(delayMs: number, res: Response): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(done, delayMs);
    function done() {
      clearTimeout(timer);
      res.off('close', done);
      resolve();
    }
    res.once('close', done);
  });
}
