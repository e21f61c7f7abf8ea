import { formatPercent } from '../format.ts';
import { colors } from '../palette.ts';
import type { PcaResult, QualityResults } from '../report-data.ts';
import { chartBase, chartGrid, xAxis, yAxis } from './chart-axes.ts';
import type { Figure } from './figure.ts';
import type { SampleGroups } from './sample-groups.ts';

/** Beyond this many samples names would cover the points; hovering tells them. */
const LABELED_SAMPLES = 24;

/** Samples on their first two principal components. */
export function pcaFigure(
  quality: QualityResults,
  pca: PcaResult,
  { looks, groups, colorVariable, shapeVariable }: SampleGroups,
): Figure {
  const score = (sample: number, component: number) => pca.scores[sample * pca.components + component]!;
  const axisName = (component: number) =>
    `PC${component + 1} (${formatPercent(pca.varianceShare[component] ?? Number.NaN)})`;
  return {
    name: 'quality.pca',
    title: 'Principal components',
    description:
      `Samples on the first two principal components of ${quality.transformation}; color: ${colorVariable}` +
      `${shapeVariable === undefined ? '' : `, shape: ${shapeVariable}`}. Replicates should lie near one another.`,
    finding: `The first component holds ${formatPercent(pca.varianceShare[0]!)} of the variance, the second ${formatPercent(pca.varianceShare[1] ?? 0)}.`,
    width: 560,
    height: 400,
    option: {
      ...chartBase,
      grid: { ...chartGrid, top: 62, right: 34 },
      legend: {
        top: 2,
        left: 58,
        right: 10,
        itemWidth: 12,
        itemHeight: 12,
        itemGap: 14,
        textStyle: { color: colors.ink, fontSize: 12 },
      },
      // Room for names beside the outermost samples.
      xAxis: xAxis(axisName(0), { free: true, boundaryGap: '14%' }),
      yAxis: yAxis(axisName(1), { free: true }),
      series: groups.map((group) => {
        const members = looks.filter((look) => look.group === group);
        const center = members.reduce((sum, { index }) => sum + score(index, 0), 0) / members.length;
        return {
          name: group,
          type: 'scatter',
          symbol: members[0]!.symbol,
          symbolSize: 13,
          itemStyle: { color: members[0]!.color, opacity: 1, borderColor: colors.ink, borderWidth: 0.8 },
          emphasis: { disabled: true },
          label: {
            show: looks.length <= LABELED_SAMPLES,
            formatter: '{@[2]}',
            color: colors.muted,
            fontSize: 11,
          },
          labelLayout: { hideOverlap: true },
          data: members.map(({ sample, index }) => ({
            value: [score(index, 0), score(index, 1), sample.name],
            // Replicates lie together: names to the outside of their group.
            label: { position: score(index, 0) < center ? ('left' as const) : ('right' as const) },
          })),
        };
      }),
    },
    table: new Map<string, readonly string[] | Float64Array>([
      ['sample', looks.map(({ sample }) => sample.name)],
      ['group', looks.map(({ group }) => group)],
      ...Array.from({ length: pca.components }, (_, component): [string, Float64Array] => [
        `PC${component + 1}`,
        Float64Array.from(looks, ({ index }) => score(index, component)),
      ]),
    ]),
  };
}
