import { expect, test } from 'vitest';
import { formatBed } from '../../../src/formats/annotation/bed.ts';
import { formatRankList } from '../../../src/formats/delimited/rank-list.ts';

const site = { utr: 'T1', start: 4, end: 9, name: 'GENE A:8mer', score: 994.6, color: '213,94,0' };

// Worked by hand: the 3' UTR is 10 bases, its last three lie beyond an intron.
const plus = {
  seqname: 'chr1',
  strand: '+',
  blocks: [
    [101, 107],
    [201, 203],
  ] as const,
};
const minus = {
  seqname: 'chr2',
  strand: '-',
  blocks: [
    [201, 207],
    [101, 103],
  ] as const,
};

test('a site across a splice junction has two blocks, from 0 and half-open, on both strands', () => {
  expect(formatBed([site], new Map([['T1', plus]]))).toBe(
    'chr1\t103\t202\tGENE_A:8mer\t995\t+\t103\t202\t213,94,0\t2\t4,2\t0,97\n',
  );
  expect(formatBed([site], new Map([['T1', minus]]))).toBe(
    'chr2\t101\t204\tGENE_A:8mer\t995\t-\t101\t204\t213,94,0\t2\t2,4\t0,99\n',
  );
});

test("without a genome, positions are those in each 3' UTR, and the file says so", () => {
  const [comment, line] = formatBed([site]).split('\n');
  expect(comment).toMatch(/^# .*not in the genome/);
  expect(line).toBe('T1\t3\t9\tGENE_A:8mer\t995\t+\t3\t9\t213,94,0\t1\t6\t0');
});

test('a ranked list names each gene once, by its largest value either way, without missing ones, the largest first', () => {
  const names = ['a', 'b', 'a', '', 'c', 'd', 'f', 'e\t1', 'g'];
  const values = [1, -2, -3, 9, Number.NaN, 5, 0, -0, Number.NEGATIVE_INFINITY];
  expect(Buffer.concat([...formatRankList(names, values)]).toString()).toBe(
    'd\t5\ne 1\t0\nf\t0\nb\t-2\na\t-3\ng\t-Infinity\n',
  );
});
