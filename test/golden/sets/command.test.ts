import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedrank } from '../../pipeline/small-study.ts';
import { hasShared, whyShared } from '../../shared.ts';
import { linesOf, oraclePath, readOracle, readRanks, worstDifference } from './oracle.ts';

interface Exact {
  readonly exact_es: Record<string, { readonly ES: number }>;
}
interface Camera {
  readonly cameraPR: { readonly set: string[]; readonly NGenes: number[]; readonly PValue: number[] };
}
interface Ora {
  readonly de_all: string[];
  readonly all: { readonly pathway: string[]; readonly pval: number[]; readonly overlap: number[] };
}

describe.skipIf(!hasShared)(`seedrank enrich against R${whyShared}`, () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'seedrank-enrich-golden-'));
    // R finds no genes under former names, so they are not asked for.
    const known = new Set(readRanks('brca10_t.rnk').ids);
    const sets = linesOf(oraclePath('sets54.gmt')).map((line) => {
      const [name, title, ...genes] = line.split('\t');
      return [name, title, ...genes.filter((gene) => known.has(gene))].join('\t');
    });
    writeFileSync(join(folder, 'sets54.gmt'), `${sets.join('\n')}\n`);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Rows of sets.tsv by name; all sets are tested, however small or large. */
  const enrich = (out: string, ...args: string[]) => {
    const sizes = ['--min-size', '1', '--max-size', '5000', '--sets', 'sets54.gmt'];
    const { code, stderr } = seedrank(folder, 'enrich', ...args, ...sizes, '--out', out);
    expect(code, stderr).toBe(0);
    const [header, ...rows] = readFileSync(join(folder, out, 'sets.tsv'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t'));
    const named = rows.map((row) => Object.fromEntries(header!.map((name, k) => [name, row[k]!])));
    return new Map(named.map((row) => [row.set!, row]));
  };

  it('gives the scores of fgsea and the p-values of cameraPR', () => {
    const found = enrich('ranks', '--ranks', oraclePath('brca10_t.rnk'), '--tests', 'camera,gsea');
    const { exact_es: exact } = readOracle<Exact>('fgsea.json');
    const { cameraPR: wanted } = readOracle<Camera>('camera.json');
    const column = (name: string) => wanted.set.map((set) => Number(found.get(set)![name]));
    expect(column('mapped')).toEqual(wanted.NGenes);
    expect(
      worstDifference(
        column('es'),
        wanted.set.map((set) => exact[set]!.ES),
      ),
    ).toBeLessThan(1e-9);
    expect(worstDifference(column('camera_p'), wanted.PValue)).toBeLessThan(1e-9);
  });

  it('gives the over-representation of fora', () => {
    const { ids, statistic } = readRanks('brca10_t.rnk');
    const { de_all: chosen, all: wanted } = readOracle<Ora>('ora.json');
    const isChosen = new Set(chosen);
    const rows = ids.map((id, k) => {
      const p = isChosen.has(id) ? 0.001 : 0.9;
      return `${id}\t100\t${statistic[k]! / 10}\t0.1\t${statistic[k]}\t${p}\t${p}\n`;
    });
    const header = 'gene\tbaseMean\tlog2FoldChange\tlfcSE\tstat\tpvalue\tpadj\n';
    writeFileSync(join(folder, 'results.tsv'), header + rows.join(''));
    const found = enrich('table', '--de', 'results.tsv', '--tests', 'ora');
    const column = (name: string) => wanted.pathway.map((set) => Number(found.get(set)![name]));
    expect(column('ora_overlap')).toEqual(wanted.overlap);
    expect(worstDifference(column('ora_p'), wanted.pval)).toBeLessThan(1e-9);
  });
});
