import type { LineSeriesOption } from 'echarts';
import type { Column } from '../../formats/delimited/read-table.ts';
import { formatCount, formatFixed } from '../format.ts';
import { colors, siteStyles } from '../palette.ts';
import type { ContrastResult, SeedResults, WordCurve } from '../report-data.ts';
import type { CanonicalSiteType } from '../site-shift.ts';
import { chartBase, chartGrid, referenceLine, xAxis, yAxis } from './chart-axes.ts';
import type { Figure } from './figure.ts';
import { legendHeight } from './legend-height.ts';

/** Rivals that are named in the legend. */
const NAMED_RIVALS = 2;
const WIDTH = 720;
const LEGEND = { top: 2, left: 56, right: 10, itemWidth: 34, itemGap: 8, fontSize: 12 };
/** Widths of a page below which the legend may take more lines; the last that fits counts. */
const NARROWER = [719, 560, 420];
const RIVAL_STYLES = [
  { color: colors.ink, dash: [1, 3] },
  { color: colors.muted, dash: [7, 3, 1, 3, 1, 3] },
] as const;

/** Enrichment of words in the 3' UTRs along the ranked genes: the sites of the perturbed miRNA, and what rivals them. */
export function wordLandscapeFigure(contrast: ContrastResult, seeds: SeedResults): Figure | undefined {
  const { curves } = seeds;
  if (curves.length === 0) return undefined;
  const sought = curves.filter((curve) => curve.sought);
  const rivals = strongestFirst(curves.filter((curve) => !curve.sought && curve.seedOf !== ''));
  const named = rivals.slice(0, NAMED_RIVALS);
  const background = curves.filter((curve) => !curve.sought && !named.includes(curve));
  const genes = Math.max(...curves.map(({ leadingGenes }) => leadingGenes.at(-1) ?? 0));
  const series = [
    ...background.map((curve) => line(curve, 'other words', { color: colors.cloud, width: 1, dash: [], z: 1 })),
    ...named.map((curve, k) => line(curve, nameOf(curve), { ...RIVAL_STYLES[k]!, width: 1.8, z: 2 })),
    ...sought.map((curve) => {
      const { color, dash } = siteStyles[siteTypeOf(curve)] ?? siteStyles['6mer'];
      return line(curve, nameOf(curve), { color, dash, width: 2.6, z: 3 });
    }),
  ];
  const names = [...sought, ...named].map(nameOf).concat(background.length > 0 ? ['other words'] : []);
  const topAt = (width: number) => ({ grid: { top: legendHeight(names, width, LEGEND) + 4 } });
  return {
    name: `${contrast.id}.landscape`,
    title: 'Which words the changed genes share',
    description:
      'Genes stand in the order of their change, the most down-regulated first. For growing sets of leading genes, each curve tells how much more often one word of 6 to 8 bases occurs in their 3′ UTRs than in all: −log₁₀ of the hypergeometric p-value, negative where it occurs less often. The sites of the miRNA studied are emphasized; gray are the other words that stand out most.',
    finding: finding(sought, rivals),
    width: WIDTH,
    height: 430,
    option: {
      ...chartBase,
      tooltip: { ...chartBase.tooltip, trigger: 'item', formatter: '{a}' },
      grid: { ...chartGrid, right: 24, ...topAt(WIDTH).grid },
      media: [
        ...NARROWER.map((width) => ({ query: { maxWidth: width }, option: topAt(width - 90) })),
        { option: topAt(WIDTH) },
      ],
      legend: {
        ...LEGEND,
        textStyle: { color: colors.ink, fontSize: LEGEND.fontSize },
        itemStyle: { opacity: 0 },
        data: names,
      },
      xAxis: xAxis('leading genes, the most down-regulated first', { min: 0, max: genes }),
      yAxis: yAxis('enrichment, signed −log₁₀ p'),
      series: series.map((one, k) => (k === 0 ? { ...one, markLine: referenceLine({ yAxis: 0 }) } : one)),
    },
    table: landscapeTable(curves),
  };
}

interface LineStyle {
  readonly color: string;
  readonly dash: readonly number[];
  readonly width: number;
  readonly z: number;
}

function line(
  { leadingGenes, signedLog10P }: WordCurve,
  name: string,
  { color, dash, width, z }: LineStyle,
): LineSeriesOption {
  return {
    name,
    type: 'line',
    z,
    data: [[0, 0], ...Array.from(leadingGenes, (genes, k) => [genes, Math.round(signedLog10P[k]! * 100) / 100])],
    symbol: 'none',
    itemStyle: { color },
    lineStyle: { color, width, type: dash.length > 0 ? [...dash] : 'solid' },
    emphasis: { disabled: true },
  };
}

function siteTypeOf({ seedOf }: WordCurve): CanonicalSiteType {
  return seedOf.slice(seedOf.lastIndexOf(' ') + 1) as CanonicalSiteType;
}

/** `ACCAAAGA, hsa-miR-9-5p 8mer`; of several families the first. */
function nameOf({ word, seedOf }: WordCurve): string {
  const [first, ...others] = seedOf.split(', ');
  return `${word}, ${first}${others.length > 0 ? ' and others' : ''}`;
}

interface Peak {
  readonly curve: WordCurve;
  readonly value: number;
  readonly genes: number;
}

function peakOf(curve: WordCurve): Peak {
  let at = 0;
  curve.signedLog10P.forEach((value, k) => {
    if (Math.abs(value) > Math.abs(curve.signedLog10P[at]!)) at = k;
  });
  return { curve, value: curve.signedLog10P[at] ?? 0, genes: curve.leadingGenes[at] ?? 0 };
}

function strongestFirst(curves: readonly WordCurve[]): WordCurve[] {
  return curves
    .map(peakOf)
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value))
    .map(({ curve }) => curve);
}

function finding(sought: readonly WordCurve[], rivals: readonly WordCurve[]): string {
  const [best] = strongestFirst(sought);
  const [rival] = rivals;
  const tell = (curve: WordCurve) => {
    const { value, genes } = peakOf(curve);
    return `${nameOf(curve)} (${formatFixed(value, 1)} at ${formatCount(genes)} genes)`;
  };
  if (best === undefined) return rival ? `The seed that stands out most is ${tell(rival)}.` : 'No seed stands out.';
  const against = rival
    ? `; the strongest rival is ${tell(rival)}`
    : '; no other seed is among the words that stand out';
  return `The miRNA's own word that stands out most is ${tell(best)}${against}.`;
}

function landscapeTable(curves: readonly WordCurve[]): ReadonlyMap<string, Column> {
  const points = curves.flatMap((curve) => Array.from(curve.leadingGenes, (_, k) => ({ curve, k })));
  return new Map<string, Column>([
    ['word', points.map(({ curve }) => curve.word)],
    ['seed_of', points.map(({ curve }) => curve.seedOf)],
    ['leading_genes', Int32Array.from(points, ({ curve, k }) => curve.leadingGenes[k]!)],
    ['signed_log10_p', Float64Array.from(points, ({ curve, k }) => curve.signedLog10P[k]!)],
  ]);
}
