import { describe, expect, it } from 'vitest';
import { formatColumnFile, openColumnFile } from '../../../src/artifacts/column-file.ts';
import { defineTable } from '../../../src/artifacts/table-codec.ts';
import { formatTable } from '../../../src/formats/delimited/format-table.ts';
import type { Column } from '../../../src/formats/delimited/read-table.ts';
import { fc } from '../../seeded-examples.ts';

const table = defineTable('One row a thing.', {
  ids: { name: 'id', kind: 'text', meaning: 'the thing' },
  sizes: { name: 'size', kind: 'number', meaning: 'how large', missing: 'not measured' },
  counts: { name: 'count', kind: 'integer', meaning: 'how many' },
  notes: { name: 'note', kind: 'text', meaning: 'a word', absent: 'nothing was noted' },
});

const withCode = (code: string, line?: number) =>
  expect.objectContaining({ details: expect.objectContaining(line === undefined ? { code } : { code, line }) });

const rows = fc.array(
  fc.record({
    id: fc.string({ minLength: 1 }).map((text) => `g${text.replace(/[\0\r\n]/g, ' ').trim()}`),
    size: fc.double(),
    count: fc.integer(),
  }),
  { minLength: 1 },
);

function allColumns(bytes: Uint8Array): Map<string, unknown> {
  return new Map([...openColumnFile(bytes, 'x')].map(([name, read]) => [name, read()]));
}

describe('a table described once', () => {
  it('is the same from its text and from its typed twin', () => {
    fc.assert(
      fc.property(rows, (things) => {
        const values = {
          ids: things.map(({ id }) => id),
          sizes: Float64Array.from(things, ({ size }) => (Object.is(size, -0) ? 0 : size)),
          counts: Int32Array.from(things, ({ count }) => count),
        };
        expect(table.parse(formatTable(table.toColumns(values)), 'things.tsv')).toEqual(values);
        expect(table.parseTyped(table.formatTyped(values), 'things.columns')).toEqual(values);
      }),
    );
  });

  it('keeps empty and odd text in the typed twin', () => {
    const columns = new Map([['text', ['', 'a\tb', '\ufeffgene', 'γ', '']]]);
    expect(allColumns(formatColumnFile(columns))).toEqual(columns);
    expect(allColumns(formatColumnFile(new Map([['none', []]])))).toEqual(new Map([['none', []]]));
  });

  it('names the column that a file lacks', () => {
    const text = new TextEncoder().encode('id\tsize\na\t1\n');
    expect(() => table.parse(text, 'things.tsv')).toThrow(withCode('TABLE_COLUMN_ABSENT'));
    const typed = formatColumnFile(new Map([['id', ['a']]]));
    expect(() => table.parseTyped(typed, 'things.columns')).toThrow(/size/);
  });

  it('refuses typed files that are cut short or of another kind', () => {
    const whole = formatColumnFile(new Map([['size', Float64Array.of(1, 2, 3)]]));
    for (const bytes of [whole.subarray(0, whole.length - 8), whole.subarray(0, 12), new Uint8Array(40)]) {
      expect(() => openColumnFile(bytes, 'x')).toThrow(withCode('COLUMNS_DAMAGED'));
    }
  });

  it('refuses text with more or fewer cells than rows when it is asked for', () => {
    const whole = formatColumnFile(
      new Map<string, Column>([
        ['size', Float64Array.of(1, 2)],
        ['id', ['a', 'b']],
      ]),
    );
    whole[whole.lastIndexOf('a'.charCodeAt(0)) + 1] = 'c'.charCodeAt(0);
    expect(() => allColumns(whole)).toThrow(withCode('COLUMNS_DAMAGED'));
  });

  it('reads typed columns from memory of any alignment', () => {
    const whole = formatColumnFile(new Map([['size', Float64Array.of(1, 2, 3)]]));
    const shifted = new Uint8Array(whole.length + 3);
    shifted.set(whole, 3);
    expect(allColumns(shifted.subarray(3)).get('size')).toEqual(Float64Array.of(1, 2, 3));
  });

  it('refuses cells that are no whole numbers where these are promised', () => {
    const text = new TextEncoder().encode('id\tsize\tcount\na\t1\t1.5\n');
    expect(() => table.parse(text, 'things.tsv')).toThrow(withCode('TABLE_NOT_WHOLE', 2));
  });
});
