import { countOf, formatSigned } from '../format.ts';
import { colors } from '../palette.ts';
import type { ContrastResult } from '../report-data.ts';
import type { GeneSetResult, GeneSetResults, SetLabel } from '../set-results.ts';
import { chartBase, referenceLine, xAxis } from './chart-axes.ts';
import type { Figure } from './figure.ts';
import { readableName, shortSetName } from './set-names.ts';

const ROW = 21;
const LEFT = 268;

/** How what moves a set looks: never by color alone. */
const LOOKS: Readonly<
  Record<SetLabel | 'unknown', { readonly color: string; readonly symbol: string; readonly name: string }>
> = {
  direct: { color: colors.vermillion, symbol: 'diamond', name: 'moved by sites' },
  downstream: { color: colors.blue, symbol: 'triangle', name: 'moved downstream' },
  both: { color: colors.purple, symbol: 'rect', name: 'moved by both' },
  neither: { color: colors.strong, symbol: 'circle', name: 'neither is shown' },
  unknown: { color: colors.blue, symbol: 'circle', name: 'gene set' },
};

/** The first sets: how far each moves, how surely, how large it is, and what moves it. */
export function setDotFigure(contrast: ContrastResult, { sets, alpha, first }: GeneSetResults): Figure | undefined {
  const isNes = first === 'gsea';
  const shown = sets.filter((set) => !Number.isNaN(effectOf(set, isNes)));
  if (shown.length === 0) return undefined;
  const labels = [...new Set(shown.map(({ label }) => label ?? 'unknown'))];
  const most = Math.max(...shown.map(({ genes }) => genes));
  const names = shown.map((set) => shortSetName(readableName(set)));
  const height = 122 + ROW * shown.length;
  return {
    name: `${contrast.id}.set-dots`,
    title: 'How far the first sets move',
    description:
      `Each mark is a gene set, the surest above. To the right its genes go up, to the left down: ${isNes ? 'the normalized enrichment score' : "camera's t of its mean statistic against the other genes"}. ` +
      `The larger the mark, the more tested genes; hollow marks are sets at an adjusted p-value of ${alpha} or more. Shape and color tell what moves the set, where sites are known.`,
    finding: finding(shown, isNes, alpha),
    width: 720,
    leastWidth: 560,
    height,
    option: {
      ...chartBase,
      tooltip: { ...chartBase.tooltip, trigger: 'item', formatter: '{b}' },
      grid: { left: LEFT, right: 24, top: 54, bottom: 54 },
      legend: {
        top: 4,
        left: 4,
        itemGap: 14,
        textStyle: { color: colors.ink, fontSize: 12 },
        data: labels.map((label) => ({ name: LOOKS[label].name, icon: LOOKS[label].symbol })),
        selectedMode: false,
      },
      xAxis: xAxis(isNes ? 'normalized enrichment score' : 'camera t: down ← → up'),
      yAxis: {
        type: 'category',
        data: names,
        inverse: true,
        axisLabel: { color: colors.ink, fontSize: 12, interval: 0, width: LEFT - 16, overflow: 'truncate' },
        axisTick: { show: false },
        axisLine: { show: false },
        splitLine: { show: true, lineStyle: { color: colors.line } },
      },
      series: labels.map((label, k) => ({
        name: LOOKS[label].name,
        type: 'scatter' as const,
        symbol: LOOKS[label].symbol,
        itemStyle: { color: LOOKS[label].color },
        data: shown.flatMap((set, row) =>
          (set.label ?? 'unknown') !== label
            ? []
            : [
                {
                  name: names[row]!,
                  value: [Math.round(effectOf(set, isNes) * 100) / 100, row],
                  symbolSize: Math.round((7 + 13 * Math.sqrt(set.genes / most)) * 10) / 10,
                  ...(set.fdr < alpha
                    ? {}
                    : { itemStyle: { color: colors.paper, borderColor: LOOKS[label].color, borderWidth: 1.6 } }),
                },
              ],
        ),
        ...(k === 0 ? { markLine: referenceLine({ xAxis: 0 }) } : {}),
      })),
    },
    table: new Map<string, readonly string[] | Float64Array | Int32Array>([
      ['set', shown.map(({ name }) => name)],
      ['effect', Float64Array.from(shown, (set) => effectOf(set, isNes))],
      ['fdr', Float64Array.from(shown, ({ fdr }) => fdr)],
      ['genes', Int32Array.from(shown, ({ genes }) => genes)],
      ['label', shown.map(({ label }) => label ?? 'unknown')],
    ]),
  };
}

function effectOf({ nes, cameraT }: GeneSetResult, isNes: boolean): number {
  return isNes || Number.isNaN(cameraT) ? nes : cameraT;
}

function finding(shown: readonly GeneSetResult[], isNes: boolean, alpha: number): string {
  const sure = shown.filter(({ fdr }) => fdr < alpha);
  const down = sure.filter((set) => effectOf(set, isNes) < 0).length;
  if (sure.length === 0) return `No set has an adjusted p-value below ${alpha}.`;
  const [best] = sure;
  return `Of the ${countOf(shown.length, 'set')} shown ${sure.length} have an adjusted p-value below ${alpha}: ${down} down, ${sure.length - down} up. The surest is ${readableName(best!)} (${formatSigned(effectOf(best!, isNes), 1)}).`;
}
