import type { EChartsOption, SeriesOption } from 'echarts';
import { formatPercent, listWords } from '../format.ts';
import { colors } from '../palette.ts';
import type { PcaResult, QualityResults } from '../report-data.ts';
import { chartBase, chartGrid, xAxis, yAxis } from './chart-axes.ts';
import type { Figure, PointLabel } from './figure.ts';
import { drawLegend } from './legend.ts';
import type { SampleGroups } from './sample-groups.ts';
import { shortNames } from './short-names.ts';

/** Beyond this many samples names would cover the points; hovering tells them. */
const LABELED_SAMPLES = 24;
const WIDTH = 560;
/** Of the plot, without the legend above it. */
const PLOT = 350;
/** The live figure is given no less. */
const LEAST_WIDTH = 490;
const LONGEST_NAME = 120;
const NAME_SIZE = 11.5;
/** A component follows a variable between whose levels this share of its variance lies. */
const FOLLOWS = 0.6;

/** Samples on their first two principal components. */
export function pcaFigure(quality: QualityResults, pca: PcaResult, colorings: readonly SampleGroups[]): Figure {
  const [{ looks, colorVariable, shapeVariable }] = colorings as [SampleGroups];
  const legends = colorings.map(({ legend }) => drawLegend(legend, LEGEND_PLACE));
  // All choices have room for the longest legend: the plot stays where it is.
  const top = Math.max(...legends.map(({ height }) => height)) + 18;
  const choices = colorings.map((groups, k) => ({
    name: groups.colorVariable,
    option: pcaOption(pca, groups, legends[k]!.elements, top),
  }));
  const score = scoreOf(pca);
  return {
    name: 'quality.pca',
    title: 'Principal components',
    description:
      `Samples on the first two principal components of ${quality.transformation}; color: ${colorVariable}` +
      `${shapeVariable === undefined ? '' : `, shape: ${shapeVariable}`}. Replicates should lie near one another.`,
    finding: `The first component holds ${formatPercent(pca.varianceShare[0]!)} of the variance, the second ${formatPercent(pca.varianceShare[1] ?? 0)}.${levelWords(pca)}`,
    width: WIDTH,
    height: top + PLOT,
    leastWidth: LEAST_WIDTH,
    ...(looks.length <= LABELED_SAMPLES ? { labels: sampleLabels(looks, score) } : {}),
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

const LEGEND_PLACE = { left: 10, top: 4, width: LEAST_WIDTH - 14 };

function sampleLabels(
  looks: SampleGroups['looks'],
  score: (sample: number, component: number) => number,
): readonly PointLabel[] {
  const names = shortNames(
    looks.map(({ sample }) => sample.name),
    LONGEST_NAME,
    NAME_SIZE,
  );
  return looks.map(({ index }, k) => ({ x: score(index, 0), y: score(index, 1), text: names[k]! }));
}

function pcaOption(
  pca: PcaResult,
  { looks, groups }: SampleGroups,
  legend: readonly object[],
  top: number,
): EChartsOption {
  const score = scoreOf(pca);
  const axisName = (component: number) => `PC${component + 1} (${formatPercent(pca.varianceShare[component] ?? 0)})`;
  return {
    ...chartBase,
    grid: { ...chartGrid, top, right: 34 },
    graphic: [...legend],
    // Room for names beside the outermost samples.
    xAxis: xAxis(axisName(0), { free: true, boundaryGap: '14%' }),
    yAxis: yAxis(axisName(1), { free: true }),
    series: groups.map((group): SeriesOption => {
      const members = looks.filter((look) => look.group === group);
      return {
        name: group,
        type: 'scatter',
        symbol: members[0]!.symbol,
        symbolSize: 13,
        itemStyle: { color: members[0]!.color, opacity: 1, borderColor: colors.ink, borderWidth: 0.8 },
        emphasis: { disabled: true },
        data: members.map(({ sample, index }) => [score(index, 0), score(index, 1), sample.name]),
      };
    }),
  };
}
