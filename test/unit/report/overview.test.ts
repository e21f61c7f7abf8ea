import { describe, expect, test } from 'vitest';
import { compareContrasts } from '../../../src/analyses/compare-contrasts.ts';
import { renderSvg } from '../../../src/report/figures/render-svg.ts';
import { drawSections } from '../../../src/report/page/draw-sections.ts';
import type { ContrastResult, ReportData } from '../../../src/report/report-data.ts';
import { overviewSection } from '../../../src/report/sections/overview-section.ts';
import { speciesOf } from '../../../src/report/species.ts';
import { overviewTableColumns } from '../../../src/report/tables/overview-columns.ts';
import { tableColumns } from '../../../src/report/tables/table-columns.ts';
import { contrast, report } from './small-report.ts';

const TARGETS = ['24h_wild_type_cells', '48h_wild_type_cells', '24h_DICER1_knockout', '48h_DICER1_knockout'];

/** Contrasts whose names are longer than any label has room for, and begin alike. */
const contrasts = TARGETS.map(
  (target, k): ContrastResult => ({
    ...contrast,
    id: `c${k}`,
    target: `mimic_of_miR-9-5p_at_50nM_${target}`,
    reference: 'untreated_parental_wild_type_cells_in_DMSO',
    genes: {
      ...contrast.genes,
      log2FoldChange: contrast.genes.log2FoldChange.map((change, gene) => change + ((gene * (k + 3)) % 7) / 4),
      padj: contrast.genes.padj.map((p, gene) => (gene % (k + 2) === 0 ? 0.8 : p)),
    },
  }),
);
const data: ReportData = {
  ...report,
  contrasts,
  comparison: compareContrasts(
    contrasts.map(({ genes, alpha, ranking }, k) => ({
      ...genes,
      alpha,
      candidates: ranking!.candidates.slice(k % 2).map(({ gene }) => gene),
    })),
  ),
};

describe('the overview of contrasts with long names', () => {
  const figures = drawSections(data, [overviewSection])[0]!.figures;

  test.each(figures.map((figure) => [figure.name, figure] as const))(
    '%s looks as it was approved',
    async (name, figure) => {
      await expect(renderSvg(figure)).toMatchFileSnapshot(`snapshots/${name}.svg`);
    },
  );

  test('tells the contrasts apart in every label', () => {
    expect(figures.map(({ name }) => name)).toEqual([
      'overview.shared-candidates',
      'overview.shared-genes',
      'overview.change-correlation',
    ]);
    for (const figure of figures) {
      const drawn = renderSvg(figure).replace(/<[^>]+>|\s/g, '');
      for (const part of ['24h_wild', '48h_wild', '24h_DIC', '48h_DIC']) expect(drawn).toContain(part);
    }
  });

  test('is not there in a study of one contrast', () => {
    expect(drawSections(report, [overviewSection])).toEqual([]);
  });
});

test('the table of all contrasts has the changes of each, explained by the words of their file', () => {
  const columns = overviewTableColumns(data);
  const change = columns.find(({ name }) => name === 'c1:log2FoldChange')!;
  expect(change.hint).toContain('48h_wild_type_cells: target against reference, positive where the target is higher');
  expect(change.hint).toContain('none where the gene has no counts');
  expect(columns.filter(({ name }) => name.endsWith(':padj'))).toHaveLength(4);
  expect(tableColumns([{ name: 'edgeR QL:padj', isText: false }])[0]!.hint).toContain('of edgeR QL: p-value adjusted');
});

test('species are told by gene ids first, then by the miRNA', () => {
  expect(speciesOf(['ENSMUSG00000027273'], 'hsa-miR-9-5p')?.name).toBe('Mus musculus');
  expect(speciesOf(['LIFR'], 'hsa-miR-9-5p')).toEqual({ name: 'Homo sapiens', targetScan: 'Human' });
  expect(speciesOf(['LIFR'], undefined)).toBeUndefined();
});
