import type { EChartsOption } from 'echarts';
import { formatPercent, listWords } from '../format.ts';
import { colors } from '../palette.ts';
import type { PcaResult, QualityResults } from '../report-data.ts';
import { chartBase, chartGrid, xAxis, yAxis } from './chart-axes.ts';
import type { Figure } from './figure.ts';
import type { SampleGroups } from './sample-groups.ts';

/** Beyond this many samples names would cover the points; hovering tells them. */
const LABELED_SAMPLES = 24;
/** A component follows a variable between whose levels this share of its variance lies. */
const FOLLOWS = 0.6;

/** Samples on their first two principal components. */
export function pcaFigure(quality: QualityResults, pca: PcaResult, colorings: readonly SampleGroups[]): Figure {
  const [{ looks, colorVariable, shapeVariable }] = colorings as [SampleGroups];
  const choices = colorings.map((groups) => ({ name: groups.colorVariable, option: pcaOption(pca, groups) }));
  const score = scoreOf(pca);
  return {
    name: 'quality.pca',
    title: 'Principal components',
    description:
      `Samples on the first two principal components of ${quality.transformation}; color: ${colorVariable}` +
      `${shapeVariable === undefined ? '' : `, shape: ${shapeVariable}`}. Replicates should lie near one another.`,
    finding: `The first component holds ${formatPercent(pca.varianceShare[0]!)} of the variance, the second ${formatPercent(pca.varianceShare[1] ?? 0)}.${levelWords(pca)}`,
    width: 560,
    height: 400,
    option: choices[0]!.option,
    ...(choices.length > 1 ? { variants: { label: 'Color', choices } } : {}),
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

/** Which variable of the sheet a component follows: the one between whose levels most of its variance lies. */
function levelWords({ betweenLevels = [] }: PcaResult): string {
  const said = [0, 1].flatMap((component) => {
    const best = [...betweenLevels].sort((a, b) => (b.shares[component] ?? 0) - (a.shares[component] ?? 0))[0];
    const share = best?.shares[component] ?? 0;
    return best === undefined || share < FOLLOWS
      ? []
      : [`PC${component + 1} follows ${best.variable} (${formatPercent(share)} of its variance)`];
  });
  return said.length === 0 ? '' : ` ${listWords(said)}.`;
}

function scoreOf({ scores, components }: PcaResult): (sample: number, component: number) => number {
  return (sample, component) => (component < components ? scores[sample * components + component]! : 0);
}

function pcaOption(pca: PcaResult, { looks, groups }: SampleGroups): EChartsOption {
  const score = scoreOf(pca);
  const axisName = (component: number) => `PC${component + 1} (${formatPercent(pca.varianceShare[component] ?? 0)})`;
  return {
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
  };
}
