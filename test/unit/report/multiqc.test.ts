import { expect, test } from 'vitest';
import { multiqcFiles } from '../../../src/report/multiqc.ts';
import { contrast, report } from './small-report.ts';

const files = new Map(multiqcFiles(report).map(({ name, text }) => [name, JSON.parse(text)]));

test('files have the name by which MultiQC finds them, and what its custom content needs', () => {
  expect([...files.keys()]).toEqual([
    'seedrank_contrasts_mqc.json',
    'seedrank_samples_mqc.json',
    'seedrank_pca_mqc.json',
  ]);
  for (const { id, section_name, plot_type, pconfig, data } of files.values()) {
    expect(pconfig.id).toBe(`${id}_${plot_type}`);
    expect(pconfig.title).toBe(`seedrank: ${section_name}`);
    // MultiQC takes no null and no nested values.
    for (const row of Object.values<Record<string, unknown>>(data)) {
      for (const value of Object.values(row)) expect(['number', 'string']).toContain(typeof value);
    }
  }
});

test('their numbers are those of the study', () => {
  const { padj, log2FoldChange } = contrast.genes;
  const row = files.get('seedrank_contrasts_mqc.json').data[contrast.id];
  expect(row.down).toBe([...padj.keys()].filter((gene) => padj[gene]! < 0.05 && log2FoldChange[gene]! < 0).length);
  expect(row).toMatchObject({ tested: 47, candidates: 3, shift: -1.6 });
  expect(files.get('seedrank_samples_mqc.json').data.m1).toEqual({ reads: 1.6e6, size_factor: 1.35 });
  expect(files.get('seedrank_pca_mqc.json').data.c2).toEqual({ x: -5.5, y: -2 });
});
