import type { Request, Response } from 'express';
import { unavailable } from '../refusals';
import type { RequestInfo } from '../RequestInfo';
import type { Exchange } from './Exchange';
import type { Fault, FaultedResource } from './Fault';
import { faultRefusal } from './faultRefusal';
import type { OpenWatch } from './OpenWatch';
import { GARBAGE, holds, strike } from './strike';

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
    this.#faults.set(scopeKey(fault.resource), fault);
    this.#release();
    for (const exchange of this.#exchanges.values()) {
      if (this.#faultOf(exchange.info) === fault) {
        strike(exchange, fault);
      }
    }
  }

  /** Clears the fault of one resource, or all of them. */
  clear(resource?: FaultedResource): void {
    if (resource) {
      this.#faults.delete(scopeKey(resource));
    } else {
      this.#faults.clear();
    }
    this.#release();
  }

  /** Resolves when a request may go on; a request that fell to a fault never does. */
  async pass(info: RequestInfo, req: Request, res: Response): Promise<boolean> {
    const exchange: Exchange = { info, req, res };
    this.#exchanges.set(res, exchange);
    res.once('close', () => this.#exchanges.delete(res));
    let fault = this.#faultOf(info);
    // What is set while a request sleeps is for it, too.
    while (fault?.fault === 'slow') {
      await sleep(fault.delayMs, res);
      if (res.destroyed) return false;
      const later = this.#faultOf(info);
      if (later === fault) break;
      fault = later;
    }
    if (this.#isUndiscoverable(info)) {
      throw unavailable();
    }
    const isWatch = info.isResource && info.verb === 'watch';
    switch (fault?.fault) {
      case 'down':
        req.socket.destroy();
        return false;
      case 'hang':
        exchange.isHeld = true;
        return false;
      case 'status':
        if (!fault.as || fault.as === 'answer') {
          throw faultRefusal(fault.status);
        }
        break;
      case 'garbage':
        if (!isWatch) {
          res.type('application/json').end(GARBAGE);
          return false;
        }
        break;
      default:
    }
    exchange.isPassed = true;
    // Watches are struck once they are open.
    if (fault && !isWatch) {
      strike(exchange, fault);
    }
    return true;
  }

  /** Watches that are open are told of faults that come later, and of one that is there. */
  attach(res: Response, watch: OpenWatch): void {
    const exchange = this.#exchanges.get(res);
    if (exchange) {
      exchange.watch = watch;
      const fault = this.#faultOf(exchange.info);
      if (fault) {
        strike(exchange, fault);
      }
    }
  }

  /** Whether events come more than once now. */
  repeats(info: RequestInfo): boolean {
    return this.#faultOf(info)?.fault === 'repeat';
  }

  /** Whether no list can be gone on with now. */
  expiresContinue(info: RequestInfo): boolean {
    return this.#faultOf(info)?.fault === 'expireContinue';
  }

  /** Whether nobody is told now what a group consists of. */
  hidesGroup(group: string): boolean {
    return this.list().some(
      each => each.fault === 'discovery' && each.group === group,
    );
  }

  /** Ends the open watches of one resource, as a server does that serves it no more. */
  endWatches(resource: FaultedResource): void {
    for (const { info, watch } of this.#exchanges.values()) {
      if (info.isResource && scopeKey(info) === scopeKey(resource)) {
        watch?.end();
      }
    }
  }

  /** Breaks the connections of all open watches, as a server does that is started again. */
  breakWatches(): void {
    for (const { req, watch } of this.#exchanges.values()) {
      if (watch) {
        watch.freeze();
        req.socket.destroy();
      }
    }
  }

  #isUndiscoverable(info: RequestInfo): boolean {
    const [root, group] = info.isResource ? [] : info.path.split('/').slice(1);
    return root === 'apis' && group !== undefined && this.hidesGroup(group);
  }

  /** What was silent for a fault that is over has missed something: it ends. */
  #release(): void {
    for (const exchange of this.#exchanges.values()) {
      const { isHeld, info, req } = exchange;
      if (isHeld && !holds(this.#faultOf(info), exchange)) {
        req.socket.destroy();
      }
    }
  }

  /** The fault of the resource goes before that of the whole cluster. */
  #faultOf(info: RequestInfo): Fault | undefined {
    const own = info.isResource ? this.#faults.get(scopeKey(info)) : undefined;
    return own ?? this.#faults.get(scopeKey(undefined));
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
