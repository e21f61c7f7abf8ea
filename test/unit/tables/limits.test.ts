import { describe, expect, it } from 'vitest';
import type { InputFile } from '../../../src/formats/bytes/input-file.ts';
import { lineBlocks } from '../../../src/formats/bytes/line-blocks.ts';
import { parseCountMatrix } from '../../../src/formats/counts/count-table.ts';
import { dropSummaryRows } from '../../../src/formats/counts/summary-rows.ts';
import { detectDelimiter } from '../../../src/formats/delimited/delimiter.ts';
import { streamFasta } from '../../../src/formats/sequences/fasta.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

/** A file that gives the same piece again and again. */
function repeated(piece: Uint8Array, times: number): InputFile {
  return {
    name: 'endless',
    bytes: () => Promise.reject(new Error('not asked for')),
    head: async () => piece,
    async *stream() {
      for (let k = 0; k < times; k++) yield piece;
    },
  };
}

describe('files that do not end', () => {
  const mebibyte = new Uint8Array(1 << 20).fill(65);

  it('a line that goes on is a fault after 512 MiB, long before all is read', async () => {
    const reading = (async () => {
      for await (const _ of lineBlocks(repeated(mebibyte, 1e9)));
    })();
    await expect(reading).rejects.toMatchObject({ code: 'LINE_TOO_LONG', details: { file: 'endless', line: 1 } });
  });

  it('a sequence that goes on is a fault after 2 GiB', async () => {
    const reading = (async () => {
      for await (const _ of streamFasta(repeated(mebibyte, 1e9)));
    })();
    await expect(reading).rejects.toMatchObject({ code: 'FASTA_TOO_LONG' });
  });

  it('a line of 8 MB takes no longer by its square', () => {
    const started = performance.now();
    expect(detectDelimiter(bytes(`${'A'.repeat(8e6)}\n`))).toBeUndefined();
    expect(detectDelimiter(bytes(`${'ab '.repeat(1e6)}\n${'1 '.repeat(1e6)}\n`))).toBe(32);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

it('of genes that begin with __ only the five rows of HTSeq are dropped', () => {
  const rows = ['__no_feature', '__ambiguous', '__too_low_aQual', '__not_aligned', '__alignment_not_unique'];
  const text = `gene\ta\tb\n${[...rows, '__proto__', '__mine', 'g1'].map((id) => `${id}\t1\t2\n`).join('')}`;
  expect(dropSummaryRows(parseCountMatrix(bytes(text), 'x')).geneIds).toEqual(['__proto__', '__mine', 'g1']);
});
