/** Server-sent events as they arrive in pieces. Source: HTML Living Standard, "Interpreting an event stream". */
export interface StreamEvent {
  event: string;
  data: string;
}

/** Feed it text, in any pieces; it gives back the events that are complete. Comments and unknown fields are skipped. */
export function createEventParser(): (piece: string) => StreamEvent[] {
  let rest = '';
  let event = '';
  let data: string[] = [];
  const takeLine = (line: string): StreamEvent | null => {
    if (line === '') {
      const complete = data.length > 0 ? { event: event || 'message', data: data.join('\n') } : null;
      event = '';
      data = [];
      return complete;
    }
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'event') event = value;
    if (name === 'data') data.push(value);
    return null;
  };
  return (piece) => {
    rest += piece;
    // A CR at the very end may be the first half of CRLF: it waits for the next piece.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    return lines.map(takeLine).filter((found) => found !== null);
  };
}
