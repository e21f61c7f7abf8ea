import { formatFixed, formatSigned } from '../format.ts';
import { colors, scoreRamp } from '../palette.ts';
import type { ContrastResult } from '../report-data.ts';
import { contrastNames } from '../views.ts';
import { chartBase } from './chart-axes.ts';
import type { Figure } from './figure.ts';

const LABELS = 212;
const ROW = 44;

/** How alike the fold changes of the contrasts are, each pair as a cell. `correlations` `[contrasts x contrasts]`. */
export function changeCorrelationFigure(contrasts: readonly ContrastResult[], correlations: Float64Array): Figure {
  const n = contrasts.length;
  const names = contrastNames(contrasts);
  const numbers = names.map((_, k) => String(k + 1));
  const pairs = names.flatMap((_, a) => names.slice(0, a).map((_name, b) => ({ a, b, r: correlations[a * n + b]! })));
  const known = pairs.filter(({ r }) => !Number.isNaN(r)).sort((one, other) => other.r - one.r);
  const words = ({ a, b, r }: (typeof pairs)[number]) => `${names[b]} and ${names[a]} (${formatSigned(r, 2)})`;
  const cells = names.flatMap((_, y) =>
    names.flatMap((_name, x) => {
      const r = correlations[y * n + x]!;
      if (Number.isNaN(r)) return [];
      return [
        { value: [x, y, r], label: { show: true, formatter: formatFixed(r, 2), color: colors.ink, fontSize: 12 } },
      ];
    }),
  );
  return {
    name: 'overview.change-correlation',
    title: 'How alike the changes are',
    description:
      "Spearman's rank correlation of the log2 fold changes of each two contrasts, over the genes that have an adjusted p-value in " +
      'both. Contrasts that share a reference are alike to some degree by that alone; opposed treatments of one miRNA are below 0.',
    finding:
      known.length === 0
        ? 'Too few genes were tested in two contrasts to compare them.'
        : known.length === 1
          ? `The correlation is ${formatSigned(known[0]!.r, 2)}.`
          : `Most alike are ${words(known[0]!)}, least ${words(known.at(-1)!)}.`,
    width: 620,
    height: 70 + ROW * n,
    option: {
      ...chartBase,
      tooltip: { show: false },
      grid: { left: LABELS + 12, right: 24, top: 30, bottom: 14 },
      xAxis: {
        type: 'category',
        position: 'top',
        data: numbers,
        axisLabel: { color: colors.ink, interval: 0 },
        axisTick: { show: false },
        axisLine: { show: false },
      },
      yAxis: {
        type: 'category',
        inverse: true,
        data: names.map((name, k) => `${k + 1}  ${name}`),
        axisLabel: {
          color: colors.ink,
          fontSize: 11.5,
          lineHeight: 12,
          interval: 0,
          width: LABELS,
          overflow: 'breakAll',
        },
        axisTick: { show: false },
        axisLine: { show: false },
      },
      // Of the ramp only the middle, on which ink is read on paper and on a dark screen.
      visualMap: { show: false, min: -2, max: 2, inRange: { color: [...scoreRamp] } },
      series: [
        {
          type: 'heatmap',
          data: cells,
          emphasis: { disabled: true },
          itemStyle: { borderColor: colors.paper, borderWidth: 1 },
        },
      ],
    },
    leastWidth: 420,
    table: new Map<string, readonly string[] | Float64Array>([
      ['contrast', contrasts.map(({ id }) => id)],
      ...contrasts.map(({ id }, column): [string, Float64Array] => [
        id,
        Float64Array.from(contrasts, (_, row) => correlations[row * n + column]!),
      ]),
    ]),
  };
}
