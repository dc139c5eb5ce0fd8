/** What a CGI program says before its body. */
export interface CgiHead {
  status: number;
  headers: [name: string, value: string][];
}

const HEADER = /^([A-Za-z0-9-]+): *(.*)$/;

/** Reads the head of a CGI answer, without the empty line that ends it. */
export function parseCgiHead(text: string): CgiHead {
  const head: CgiHead = { status: 200, headers: [] };
  for (const line of text.split(/\r?\n/)) {
    const [, name, value] = HEADER.exec(line) ?? [];
    if (name === undefined) {
      throw new Error(`git http-backend answered what is no header: ${line}`);
    }
    if (name.toLowerCase() === 'status') {
      head.status = Number.parseInt(value, 10);
    } else {
      head.headers.push([name, value]);
    }
  }
  return head;
}
