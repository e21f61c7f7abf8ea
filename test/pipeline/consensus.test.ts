import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { seedrank, smallStudy } from './small-study.ts';

const { folder } = smallStudy();
const read = (file: string) => readFileSync(join(folder, file), 'utf8');
const run = (engine: string, out: string) => {
  writeFileSync(join(folder, 'engines.yml'), `${read('study.yml')}engine: ${engine}\n`);
  const { code, stderr, stdout } = seedrank(folder, 'run', 'engines.yml', '--out', out, '--work', 'work');
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  return `${stdout}${stderr}`;
};
const table = (file: string) => {
  const [header, ...rows] = read(file)
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
  return rows.map((row) => new Map(row.map((cell, k) => [header![k]!, cell])));
};

it('a study of three engines ranks by the first and sets all beside one another; one engine needs none of that', () => {
  const said = run('[deseq2, edger-ql, limma-voom]', 'three');
  expect(said).toMatch(/consensus\[mir9_vs_control\]: deseq2, edger-ql and limma-voom: \d+ of \d+ genes/);
  const genes = table('three/tables/consensus/mir9_vs_control.consensus.tsv');
  const results = table('three/tables/differential/mir9_vs_control.deseq2.results.tsv');
  const limma = new Map(
    table('three/tables/differential/mir9_vs_control.limma-voom.results.tsv').map((row) => [row.get('gene_id'), row]),
  );
  expect(genes.map((row) => row.get('gene_id'))).toEqual(results.map((row) => row.get('gene_id')));
  for (const [k, gene] of genes.entries()) {
    expect(gene.get('deseq2:padj')).toBe(results[k]!.get('padj'));
    expect(gene.get('limma-voom:pvalue')).toBe(limma.get(gene.get('gene_id'))!.get('P.Value'));
    const called = ['deseq2', 'edger-ql', 'limma-voom'].filter((name) => Number(gene.get(`${name}:padj`)) < 0.1);
    expect(Number(gene.get('called_up')) + Number(gene.get('called_down'))).toBe(called.length);
    expect(gene.get('causes') === 'NA').toBe(['all', 'none'].includes(gene.get('agreement')!));
  }
  expect(genes.filter((gene) => gene.get('agreement') === 'all').length).toBeGreaterThan(20);
  const page = read('three/report.html');
  expect(existsSync(join(folder, 'three/figures/mir9_vs_control.engine-calls.svg'))).toBe(true);

  run('deseq2', 'one');
  const alone = read('one/report.html');
  const signs = ['id="consensus-', 'data-engines="', 'were not averaged'];
  expect(signs.map((sign) => [page.includes(sign), alone.includes(sign)])).toEqual(signs.map(() => [true, false]));
  expect(existsSync(join(folder, 'one/tables/consensus'))).toBe(false);
  expect(read('one/ranking/mir9_vs_control/ranking.tsv')).toBe(read('three/ranking/mir9_vs_control/ranking.tsv'));
});
