import { describe, expect, it } from 'vitest';
import { openInput } from '../../../pipeline/files/open-input.ts';
import { adoptResults } from '../../../src/analyses/adopt-results.ts';
import { parseResultTable, readResultTable } from '../../../src/formats/delimited/result-table.ts';
import { hasShared, sharedPath, whyShared } from '../../shared.ts';
import { faultOf } from '../tables/faults.ts';

const detect = (text: string) => adoptResults(parseResultTable(new TextEncoder().encode(text), 'de.tsv'));
const rows = (count: number, row: (i: number) => string) => Array.from({ length: count }, (_, i) => row(i)).join('\n');

describe('a result table', () => {
  it('may have decimal commas', () => {
    const { results: changes, notes } = detect('"";"log2FoldChange";"pvalue"\n"a";-1,25;0,5\n"b";2;1e-3\n"c";0,5;NA\n');
    expect([Array.from(changes.log2FoldChange), changes.pvalue[0]]).toEqual([[-1.25, 2, 0.5], 0.5]);
    expect(notes.join()).toContain('decimal commas');
  });

  it('without a header is read where it can only be of DESeq2 in Galaxy', async () => {
    const line = (id: string, z: number) => [id, 100, z / 2, 0.5, z, 0.3, 0.6].join('\t');
    const { results: changes } = detect(`${line('a', 1)}\n${line('b', -2)}\n`);
    expect([changes.geneIds, Array.from(changes.log2FoldChange)]).toEqual([
      ['a', 'b'],
      [0.5, -1],
    ]);
    const other = await faultOf(() => detect('a\t100\t0.5\t0.5\t7\t0.3\t0.6\nb\t1\t2\t3\t9\t0.3\t0.6\n'));
    expect(other.code).toBe('RESULTS_NO_HEADER');
  });

  it('with a cell that is no number shows it, with its place', async () => {
    const text = `gene\tlogFC\tPValue\n${rows(9, (i) => `g${i}\t${i === 4 ? '-inf' : '0.5'}\t0.5`)}\n`;
    const { code, details } = await faultOf(() => detect(text));
    expect([code, details.line, details.column, details.found]).toEqual(['CHANGES_NOT_A_NUMBER', 6, 2, '-inf']);
  });

  it('of genes chosen by their p-values or changes is refused, one of all genes is not', async () => {
    const table = (lfc: (i: number) => number, p: (i: number) => number) =>
      `gene\tlogFC\tPValue\n${rows(60, (i) => `g${i}\t${lfc(i)}\t${p(i)}`)}\n`;
    expect(
      (
        await faultOf(() =>
          detect(
            table(
              (i) => i / 60,
              (i) => i / 1300,
            ),
          ),
        )
      ).code,
    ).toBe('CHANGES_FILTERED');
    expect(
      (
        await faultOf(() =>
          detect(
            table(
              (i) => 1 + i / 60,
              (i) => i / 60,
            ),
          ),
        )
      ).code,
    ).toBe('CHANGES_FILTERED');
    expect(
      detect(
        table(
          (i) => i / 60,
          (i) => i / 60,
        ),
      ).results.geneIds.length,
    ).toBe(60);
  });
});

describe.skipIf(!hasShared)(`result tables of public reports${whyShared}`, () => {
  const at = async (name: string) =>
    adoptResults(await readResultTable(openInput(sharedPath('cases/results_tables/rank', name)))).results;
  it.each(['csv2.csv', 'galaxy.tabular'])('%s is read as the table it was made of', async (name) => {
    const [given, whole] = [await at(name), await at('de.tsv')];
    // Rows without a fold change are left out of tables of others.
    const kept = [...whole.log2FoldChange.keys()].filter((row) => Number.isFinite(whole.log2FoldChange[row]!));
    expect(given.geneIds).toEqual(kept.map((row) => whole.geneIds[row]));
    expect(given.log2FoldChange).toEqual(Float64Array.from(kept, (row) => whole.log2FoldChange[row]!));
    expect(given.pvalue).toEqual(Float64Array.from(kept, (row) => whole.pvalue[row]!));
  });
  it('inf.tsv and sig_only.tsv are refused with the reason', async () => {
    expect((await faultOf(() => at('inf.tsv'))).details).toMatchObject({ line: 2, column: 2, found: 'inf' });
    expect((await faultOf(() => at('sig_only.tsv'))).code).toBe('CHANGES_FILTERED');
  });
});
