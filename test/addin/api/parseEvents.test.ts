import { describe, expect, test } from '@jest/globals';
import { createEventParser } from '../../../addin/api/parseEvents.ts';

const parseAll = (pieces: string[]) => {
  const parse = createEventParser();
  return pieces.flatMap((piece) => parse(piece));
};
const one = [{ event: 'campaign', data: '{"a":1}' }];

describe('server-sent events', () => {
  test.each<[string, string[], { event: string; data: string }[]]>([
    ['one event', ['event: campaign\ndata: {"a":1}\n\n'], one],
    ['cut in the middle of a word', ['event: camp', 'aign\ndata: {"a', '":1}\n', '\n'], one],
    ['CRLF, cut between CR and LF', ['event: campaign\r', '\ndata: {"a":1}\r\n\r', '\n'], one],
    ['CR alone', ['event: campaign\rdata: {"a":1}\r\rdata'], one],
    ['no blank after the colon', ['event:campaign\ndata:{"a":1}\n\n'], one],
    ['comments and unknown fields', [': hello\nid: 7\nretry: 5\nevent: campaign\ndata: {"a":1}\n\n'], one],
    ['several data lines', ['data: a\ndata: b\n\n'], [{ event: 'message', data: 'a\nb' }]],
    ['an event without data says nothing', ['event: campaign\n\n'], []],
    ['an unfinished event waits', ['event: campaign\ndata: {"a":1}\n'], []],
    [
      'the name does not stick',
      ['event: x\ndata: 1\n\ndata: 2\n\n'],
      [
        { event: 'x', data: '1' },
        { event: 'message', data: '2' },
      ],
    ],
  ])('%s', (_, pieces, events) => {
    expect(parseAll(pieces)).toEqual(events);
  });

  test('every way to cut a stream in two gives the same events', () => {
    const stream = ': hi\r\nevent: campaign\r\ndata: {"a":1}\r\n\r\ndata: ü\n\n';
    const whole = parseAll([stream]);
    for (let cut = 0; cut <= stream.length; cut += 1) expect(parseAll([stream.slice(0, cut), stream.slice(cut)])).toEqual(whole);
  });
});
