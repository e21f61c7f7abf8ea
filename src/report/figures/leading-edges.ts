import { countOf } from '../format.ts';
import { colors, scoreRamp, siteGlyph } from '../palette.ts';
import { type ContrastResult, geneName } from '../report-data.ts';
import type { GeneSetResult, GeneSetResults } from '../set-results.ts';
import { chartBase } from './chart-axes.ts';
import type { Figure } from './figure.ts';
import { readableName, shortSetName } from './set-names.ts';

const SETS = 8;
/** Genes of each set, the strongest first, and genes in all. */
const GENES_OF_SET = 8;
const GENES = 40;
const ROW = 16;
const COLUMN = 40;
const RIGHT = 62;
const LEFT = 112;
const TOP = 210;
const BOTTOM = 14;
/** Changes beyond this have the last color. */
const LIMIT = 2.5;

/** Which genes drive the first sets, and which of them several share: genes by sets, colored by the change of the gene. */
export function leadingEdgeFigure(contrast: ContrastResult, { sets }: GeneSetResults): Figure | undefined {
  const shown = sets.filter(({ leadingEdge }) => leadingEdge.length > 0).slice(0, SETS);
  if (shown.length === 0) return undefined;
  const { log2FoldChange } = contrast.genes;
  const genes = chooseGenes(shown);
  const cells = shown.flatMap((set, column) => {
    const edge = new Set(set.leadingEdge);
    return genes.flatMap((gene, row) => (edge.has(gene) ? [{ column, row, gene }] : []));
  });
  return {
    name: `${contrast.id}.leading-edges`,
    title: 'Which genes drive them',
    description:
      `The first genes of the leading edges (rows) of the first sets (columns). A colored cell: the gene is in the leading edge of the set; ` +
      'the color is its log2 fold change. Rows with several cells are genes that sets share. A mark behind a name is the strongest site of the gene.',
    finding: finding(genes, cells),
    width: LEFT + RIGHT + COLUMN * Math.max(shown.length, 4),
    leastWidth: 480,
    height: TOP + BOTTOM + ROW * genes.length,
    option: {
      ...chartBase,
      grid: { left: LEFT, right: RIGHT, top: TOP, bottom: BOTTOM },
      xAxis: {
        type: 'category',
        position: 'top',
        data: shown.map((set) => shortSetName(readableName(set), 30)),
        axisLabel: { color: colors.ink, fontSize: 11, interval: 0, rotate: 90, width: TOP - 16, overflow: 'truncate' },
        axisTick: { show: false },
        axisLine: { show: false },
      },
      yAxis: {
        type: 'category',
        inverse: true,
        data: genes.map((gene) => labelOf(contrast, gene)),
        axisLabel: { color: colors.ink, fontSize: 11, interval: 0, width: LEFT - 12, overflow: 'truncate' },
        axisTick: { show: false },
        axisLine: { show: false },
      },
      visualMap: {
        min: -LIMIT,
        max: LIMIT,
        calculable: false,
        orient: 'vertical',
        right: 0,
        top: TOP,
        itemHeight: 110,
        itemWidth: 12,
        text: ['log₂ FC', ''],
        precision: 1,
        textStyle: { color: colors.muted },
        inRange: { color: [...scoreRamp] },
      },
      series: [
        {
          type: 'heatmap',
          data: cells.map(({ column, row, gene }) => [column, row, Math.round(log2FoldChange[gene]! * 100) / 100]),
          itemStyle: { borderColor: colors.axis, borderWidth: 0.6 },
          emphasis: { disabled: true },
        },
      ],
    },
    table: new Map<string, readonly string[] | Float64Array>([
      ['set', cells.map(({ column }) => shown[column]!.name)],
      ['gene', cells.map(({ gene }) => contrast.genes.id[gene]!)],
      ['log2FoldChange', Float64Array.from(cells, ({ gene }) => log2FoldChange[gene]!)],
    ]),
  };
}

/** The strongest genes of each set, in turn, so that no set takes all the room. */
function chooseGenes(sets: readonly GeneSetResult[]): number[] {
  const chosen = new Set<number>();
  for (let place = 0; place < GENES_OF_SET; place++) {
    for (const { leadingEdge } of sets) {
      const gene = leadingEdge[place];
      if (gene !== undefined && chosen.size < GENES) chosen.add(gene);
    }
  }
  // Genes of the same set together.
  const firstSet = (gene: number) => sets.findIndex(({ leadingEdge }) => leadingEdge.includes(gene));
  return [...chosen].sort((a, b) => firstSet(a) - firstSet(b));
}

function labelOf({ genes, targets }: ContrastResult, gene: number): string {
  const glyph = siteGlyph(targets?.strongest[gene]);
  return glyph === '' ? geneName(genes, gene) : `${geneName(genes, gene)} ${glyph}`;
}

function finding(genes: readonly number[], cells: readonly { readonly gene: number }[]): string {
  const shared = genes.filter((gene) => cells.filter((cell) => cell.gene === gene).length > 1).length;
  return `${shared === 0 ? 'None' : shared} of the ${countOf(genes.length, 'gene')} shown ${shared === 1 ? 'is' : 'are'} in the leading edges of several sets.`;
}
