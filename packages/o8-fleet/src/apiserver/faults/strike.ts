import { cutAnswer } from './cutAnswer';
import type { Exchange } from './Exchange';
import type { Fault } from './Fault';
import { faultRefusal } from './faultRefusal';
import type { OpenWatch } from './OpenWatch';

/** What a proxy says that has lost its mind. */
export const GARBAGE = '<html>{"kind":502,,"Bad Gateway"</html>\n';

const HALF_A_LINE = '{"type":"MODIFIED","object":{"apiVersion":"v1","kind":"';

/** What a fault does to a request that is under way. */
export function strike(exchange: Exchange, fault: Fault): void {
  const { req, watch } = exchange;
  if (fault.fault === 'down') {
    req.socket.destroy();
  } else if (watch) {
    strikeWatch(watch, fault);
    exchange.isHeld ||= holds(fault, exchange);
  } else if (exchange.isPassed) {
    strikeAnswer(exchange, fault);
  }
}

/** Whether a request hears nothing any more for as long as the fault is there. */
export function holds(fault: Fault | undefined, { watch }: Exchange): boolean {
  return (
    fault?.fault === 'hang' || (fault?.fault === 'stall' && watch !== undefined)
  );
}

function strikeWatch(watch: OpenWatch, fault: Fault): void {
  switch (fault.fault) {
    case 'hang':
    case 'stall':
      watch.freeze();
      break;
    case 'status': {
      const refusal = faultRefusal(fault.status);
      if (fault.as === 'object') {
        watch.endWith(`${JSON.stringify(refusal.toStatus())}\n`);
      } else {
        watch.end(fault.as === 'event' ? refusal : undefined);
      }
      break;
    }
    case 'garbage':
      watch.endWith(GARBAGE);
      break;
    case 'truncated':
      watch.endWith(HALF_A_LINE);
      break;
    case 'reset':
      watch.breakAfter(HALF_A_LINE);
      break;
    default:
  }
}

/** Of an answer that has begun, what is still to come is struck. */
function strikeAnswer({ req, res }: Exchange, fault: Fault): void {
  const hasBegun = res.headersSent;
  switch (fault.fault) {
    case 'garbage':
      if (hasBegun) {
        res.write(GARBAGE);
      }
      break;
    case 'truncated':
      if (hasBegun) {
        res.end();
      } else {
        cutAnswer(res, 'end');
      }
      break;
    case 'reset':
      if (hasBegun) {
        req.socket.destroy();
      } else {
        cutAnswer(res, 'reset');
      }
      break;
    default:
  }
}
