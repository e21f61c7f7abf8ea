import { describe, expect, it } from 'vitest';
import { formatTable } from '../../../src/formats/delimited/format-table.ts';
import { writeRows } from '../../../src/formats/delimited/row-writer.ts';
import { seededRandom } from '../mirna/random.ts';

const COUNT = 100_000;

/** What the row writer makes of one column. */
function written(column: Float64Array | Int32Array | readonly string[]): string[] {
  return Buffer.concat([...writeRows([column], column.length)])
    .toString()
    .trimEnd()
    .split('\n');
}

function numberText(x: number): string {
  if (Number.isNaN(x)) return 'NA';
  if (Number.isFinite(x)) return String(x);
  return x > 0 ? 'Inf' : '-Inf';
}

describe('the row writer', () => {
  const random = seededRandom(7);
  const doubles = (value: (i: number) => number) => Float64Array.from({ length: COUNT }, (_, i) => value(i));
  const patterns = (word: (i: number) => number) =>
    new Float64Array(Uint32Array.from({ length: 2 * COUNT }, (_, i) => word(i)).buffer);
  const columns = {
    'random bit patterns': patterns(() => Math.floor(random() * 2 ** 32)),
    'numbers of results': doubles(() => Math.exp(40 * (random() - 0.5))),
    'decimals of few digits': doubles(() => Math.round(random() * 1e6) / 1e3),
    'whole numbers': doubles((i) => Math.floor(random() * 2 ** (1 + (i % 70)))),
    'powers of two': doubles((i) => (i % 2 ? -1 : 1) * 2 ** ((i % 2098) - 1074)),
    'powers of ten': doubles((i) => Number(`${(i % 19) + 1}e${(i % 640) - 324}`)),
    'the smallest numbers': patterns((i) => (i % 2 ? 0 : i / 2)),
  };
  for (const [name, values] of Object.entries(columns)) {
    it(`writes ${name} as Number::toString does`, () => {
      const texts = written(values);
      const wrong = Array.from(values.keys()).filter((i) => texts[i] !== numberText(values[i]!));
      expect(wrong.map((i) => [texts[i], values[i]])).toEqual([]);
    });
  }

  it('writes what is not a finite number as R reads it, and no negative zero', () => {
    const values = Float64Array.of(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 0);
    expect(written(values)).toEqual(['NA', 'Inf', '-Inf', '0', '0']);
  });

  it('writes integers and text beside each other, over many pieces', () => {
    const rows = 70_000;
    const ids = Array.from({ length: rows }, (_, i) => (i % 1000 === 0 ? `µ-${i}` : `gene${i}`));
    const counts = Int32Array.from(ids, (_, i) => (i % 2 ? -i : i * 30_000));
    const lines = Buffer.concat([...writeRows([ids, counts], rows)])
      .toString()
      .trimEnd()
      .split('\n');
    expect(lines).toEqual(ids.map((id, i) => `${id}\t${counts[i]}`));
  });

  it('writes more columns than fit a row of the cache', () => {
    const columns = new Map(Array.from({ length: 70_000 }, (_, i) => [`c${i}`, Int32Array.of(i, -i)]));
    const [header, first, second] = Buffer.from(formatTable(columns)).toString().split('\n');
    expect(header?.split('\t')).toHaveLength(70_000);
    expect(first?.split('\t').map(Number)).toEqual(Array.from(columns.keys(), (_, i) => i));
    expect(second?.split('\t')[69_999]).toBe('-69999');
  });

  it('writes text that holds a tab in quotes, and leaves out zero bytes', () => {
    const table = formatTable(new Map([['id', ['a\tb', 'c\0d', 'e']]]));
    expect(Buffer.from(table).toString()).toBe('id\n"a\tb"\n"cd"\ne\n');
  });
});
