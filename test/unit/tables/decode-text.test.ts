import { describe, expect, it } from 'vitest';
import { decodeCells } from '../../../src/formats/bytes/decode-text.ts';
import { fc } from '../../seeded-examples.ts';

/** Cells side by side, and where each lies. */
function layOut(cells: readonly Uint8Array[]) {
  const bytes = Buffer.concat(cells);
  let filled = 0;
  const end = Uint32Array.from(cells, ({ length }) => (filled += length));
  const start = Uint32Array.from(cells, (cell, i) => end[i]! - cell.length);
  return { bytes, start, end };
}

describe('cells of a column', () => {
  it('are what decoding each alone gives, UTF-8 or not, with line ends, short and long', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary' }).map((text) => Buffer.from(text)),
      fc.uint8Array({ maxLength: 90 }),
      fc.constantFrom('', 'ENSG00000113594', '\ufeffid', 'two\nlines').map((text) => Buffer.from(text)),
    );
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 12 }), fc.integer({ min: 1, max: 3 }), (cells, stride) => {
        const { bytes, start, end } = layOut(cells);
        const wanted = cells.filter((_, i) => i % stride === 0).map((each) => Buffer.from(each).toString('utf8'));
        const spans = { start, end, escaped: new Set<number>() };
        expect(decodeCells(bytes, spans, 0, stride, wanted.length)).toEqual(wanted);
      }),
      { numRuns: 2000 },
    );
  });

  it('are whole where they fill several pieces, and lose doubled quotes only where they have them', () => {
    const texts = Array.from({ length: 30_000 }, (_, i) => `gene "${i}""${i % 7 === 0 ? 'Ä' : ''}`);
    const { bytes, start, end } = layOut(texts.map((text) => Buffer.from(text)));
    const read = decodeCells(bytes, { start, end, escaped: new Set([1, 29_999]) }, 0, 1, texts.length);
    expect(read).toEqual(texts.map((text, i) => (i === 1 || i === 29_999 ? text.replaceAll('""', '"') : text)));
  });
});
