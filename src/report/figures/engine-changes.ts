import { countOf, formatCount } from '../format.ts';
import { colors } from '../palette.ts';
import type { ConsensusResults, ContrastResult, EngineColumns } from '../report-data.ts';
import { chartBase, chartGrid, xAxis, yAxis } from './chart-axes.ts';
import type { Cloud, Figure } from './figure.ts';
import { edgeWords, usefulReach } from './gene-cloud.ts';
import { BEYOND_SERIES } from './rim.ts';

/** With more engines each is drawn against the first alone. */
const ALL_PAIRS = 3;

/** Pairs of engines that are drawn: all of three, else the first with each other. */
export function enginePairs({ engines }: ConsensusResults): readonly (readonly [EngineColumns, EngineColumns])[] {
  const seconds = (k: number) => engines.slice(k + 1).map((second) => [engines[k]!, second] as const);
  return engines.length <= ALL_PAIRS ? engines.flatMap((_, k) => seconds(k)) : seconds(0);
}

/** The end of the name of the figure of a pair. */
export function pairName([first, second]: readonly [EngineColumns, EngineColumns]): string {
  return `changes-${first.engine}-${second.engine}`;
}

/** Fold changes of two engines against each other, the genes that one alone calls marked. */
export function engineChangesFigure(
  contrast: ContrastResult,
  [first, second]: readonly [EngineColumns, EngineColumns],
): Figure {
  const rows = contrast.genes.id.flatMap((_, gene) =>
    Number.isNaN(first.log2FoldChange[gene]! + second.log2FoldChange[gene]!) ? [] : [gene],
  );
  const groups = Uint8Array.from(rows, (gene) => groupOf(first.calls[gene]!, second.calls[gene]!));
  const names = [
    'called by neither',
    'by both',
    `only by ${first.name}`,
    `only by ${second.name}`,
    'in opposed directions',
  ];
  const sizes = names.map((_, group) => groups.filter((own) => own === group).length);
  const cloud = pairCloud(first, second, rows, groups);
  const { max: reach } = cloud.axes.x;
  const series = LOOKS.map((look, group) => ({
    ...look,
    name: `${names[group]} (${formatCount(sizes[group]!)})`,
    type: 'scatter' as const,
    z: 1 + group,
    emphasis: { disabled: true },
  }));
  return {
    name: `${contrast.id}.${pairName([first, second])}`,
    title: `Fold changes: ${first.name} and ${second.name}`,
    description:
      `Each gene that both engines tested by its log2 fold change in ${first.name} and in ${second.name}; on the dashed line both ` +
      `say the same. Called: at a false discovery rate of ${contrast.alpha}.${edgeWords(cloud)}`,
    finding: pairSentence(first, second, rows, sizes),
    width: 560,
    height: 460,
    option: {
      ...chartBase,
      grid: { ...chartGrid, top: 64 },
      legend: {
        top: 4,
        left: 58,
        right: 10,
        itemWidth: 12,
        itemHeight: 10,
        itemGap: 20,
        textStyle: { color: colors.ink, fontSize: 11.5 },
        data: series.filter((_, group) => sizes[group]! > 0).map(({ name, symbol }) => ({ name, icon: symbol })),
      },
      xAxis: xAxis(`log₂ fold change, ${first.name}`, cloud.axes.x),
      yAxis: yAxis(`log₂ fold change, ${second.name}`, cloud.axes.y),
      series: [
        ...series,
        BEYOND_SERIES,
        {
          type: 'line',
          symbol: 'none',
          silent: true,
          z: 0,
          lineStyle: { color: colors.axis, width: 1, type: [4, 4] },
          data: [
            [-reach, -reach],
            [reach, reach],
          ],
        },
      ],
    },
    cloud,
    table: new Map<string, readonly string[] | Float64Array>([
      ['gene', rows.map((gene) => contrast.genes.id[gene]!)],
      [first.engine, Float64Array.from(rows, (gene) => first.log2FoldChange[gene]!)],
      [second.engine, Float64Array.from(rows, (gene) => second.log2FoldChange[gene]!)],
      ['called', Array.from(groups, (group) => names[group]!)],
    ]),
    geneTable: { contrast: contrast.id, rows, from: { gene: 'id' } },
  };
}

/** As the groups are numbered: neither, both, the first alone, the second alone, opposed. */
const LOOKS = [
  { symbol: 'circle', symbolSize: 2.6, itemStyle: { color: colors.cloud, opacity: 1 } },
  { symbol: 'circle', symbolSize: 3.6, itemStyle: { color: colors.strong, opacity: 1 } },
  { symbol: 'triangle', symbolSize: 7, itemStyle: marked(colors.blue) },
  { symbol: 'diamond', symbolSize: 8, itemStyle: marked(colors.vermillion) },
  { symbol: 'rect', symbolSize: 8, itemStyle: marked(colors.purple) },
] as const;

function marked(color: string) {
  return { color, opacity: 0.95, borderColor: colors.paper, borderWidth: 0.6 };
}

function groupOf(first: number, second: number): number {
  if (first === 0) return second === 0 ? 0 : 3;
  if (second === 0) return 2;
  return first === second ? 1 : 4;
}

function pairCloud(first: EngineColumns, second: EngineColumns, rows: readonly number[], series: Uint8Array): Cloud {
  const x = Float32Array.from(rows, (gene) => first.log2FoldChange[gene]!);
  const y = Float32Array.from(rows, (gene) => second.log2FoldChange[gene]!);
  const reach = Math.max(
    usefulReach(x, () => true),
    usefulReach(y, () => true),
  );
  const axis = { min: -reach, max: reach };
  return { x, y, series, axes: { x: axis, y: axis } };
}

function pairSentence(
  first: EngineColumns,
  second: EngineColumns,
  rows: readonly number[],
  [, both, onlyFirst, onlySecond, opposed]: readonly number[],
): string {
  const turned = opposed === 0 ? '' : ` ${countOf(opposed!, 'gene')} in opposed directions;`;
  return (
    `Of ${countOf(rows.length, 'gene')} that both tested, both call ${formatCount(both!)};${turned} ${first.name} alone calls ` +
    `${formatCount(onlyFirst!)}, ${second.name} alone ${formatCount(onlySecond!)}.`
  );
}
