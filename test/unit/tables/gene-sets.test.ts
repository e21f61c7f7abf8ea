import { describe, expect, it } from 'vitest';
import { formatGmt, parseGmt } from '../../../src/formats/sets/gmt.ts';
import { parseRankFile } from '../../../src/formats/sets/rank-file.ts';
import { faultOf } from './faults.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const gmt = (text: string) => parseGmt(bytes(text), 'a.gmt');
const rnk = (text: string) => parseRankFile(bytes(text), 'a.rnk');

describe('a GMT file', () => {
  it('is read with Windows line ends, a byte order mark, trailing tabs and comments', () => {
    const { sets, notes } = gmt('\uFEFF# made by hand\r\nA\thttp://a\tTP53\tMYC\t\t\r\nB\t\tYAP1');
    expect(sets).toEqual([
      { name: 'A', description: 'http://a', genes: ['TP53', 'MYC'] },
      { name: 'B', description: '', genes: ['YAP1'] },
    ]);
    expect(notes).toEqual([]);
  });

  it('counts a gene once that a set names twice, leaves empty sets out, and says both', () => {
    const { sets, notes } = gmt('A\tx\tMYC\tMYC\tTP53\nE\tx\nF\tx\t\n');
    expect(sets).toEqual([{ name: 'A', description: 'x', genes: ['MYC', 'TP53'] }]);
    expect(notes).toEqual([
      '1 set of a.gmt name a gene twice, which counts once: A',
      '2 sets of a.gmt have no genes and are left out: E, F',
    ]);
  });

  it('is refused where tabs are lost, with the line', async () => {
    expect((await faultOf(() => gmt('A\tx\tMYC\nB x TP53 YAP1\n'))).details).toMatchObject({
      code: 'GMT_NO_TABS',
      line: 2,
      found: 'B x TP53 YAP1',
    });
  });

  it.each([
    ['A\tx\tMYC\nB\tx\tMYC\nA\ty\tTP53\n', 'GMT_SET_TWICE', 3],
    ['\tx\tMYC\n', 'GMT_NO_NAME', 1],
    ['', 'GMT_EMPTY', undefined],
    ['A\tx\n', 'GMT_EMPTY', undefined],
  ])('is refused: %j', async (text, code, line) => {
    const { details } = await faultOf(() => gmt(text));
    expect([details.code, details.line]).toEqual([code, line]);
  });

  it('is the same after writing and reading', () => {
    const { sets } = gmt('A\thttp://a\tTP53\tMYC\nB\t\tYAP1\n');
    expect(gmt(formatGmt(sets)).sets).toEqual(sets);
  });
});

describe('a ranked list', () => {
  it('is read with and without a header', () => {
    const plain = rnk('MYC\t2.5\nTP53\t-1e-3\n');
    expect(plain.names).toEqual(['MYC', 'TP53']);
    expect([...plain.values]).toEqual([2.5, -0.001]);
    const headed = rnk('ID\tt\nMYC\t2.5\nTP53\t-1e-3\n');
    expect(headed.names).toEqual(plain.names);
    expect(headed.notes).toEqual(['the first line of a.rnk is taken for a header: ID, t']);
  });

  it('keeps the largest absolute value of a gene, leaves missing ones out, and says both', () => {
    const { names, values, notes } = rnk('MYC\t2\nMYC\t-3\nTP53\tNA\nYAP1\t1\n');
    expect([names, [...values]]).toEqual([
      ['MYC', 'YAP1'],
      [-3, 1],
    ]);
    expect(notes).toHaveLength(2);
  });

  it.each([
    ['MYC\t2\nTP53\tInf\n', 'RANKS_INFINITE', 2],
    ['MYC\t-inf\n', 'RANKS_INFINITE', 1],
    ['MYC\t2\nTP53\tmuch\n', 'RANKS_LINE', 2],
    ['MYC 2\n', 'RANKS_LINE', 1],
    ['a\tb\tc\n', 'RANKS_LINE', 1],
    ['', 'RANKS_EMPTY', undefined],
  ])('is refused: %j', async (text, code, line) => {
    const { details } = await faultOf(() => rnk(text));
    expect([details.code, details.line]).toEqual([code, line]);
  });
});
