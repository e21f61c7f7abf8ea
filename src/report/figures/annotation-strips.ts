import type { BarSeriesOption, XAXisComponentOption, YAXisComponentOption } from 'echarts';
import { colors, groupColor } from '../palette.ts';
import type { StudySummary } from '../report-data.ts';
import type { LegendBlock } from './legend.ts';
import { shortName } from './short-names.ts';

/** Variables with more levels than this would need more colors than can be told apart. */
const MOST_LEVELS = 6;
const MOST_STRIPS = 3;
/** For the name of a variable beside its strip. */
const NAME_ROOM = 156;
const NAME_SIZE = 11;

interface Strip {
  readonly variable: string;
  readonly levels: readonly string[];
}

/** Variables that are shown beside samples: the condition first, then those with two to six levels. */
export function annotationStrips({ samples, variables }: StudySummary, condition: string): Strip[] {
  const strips = [condition, ...variables.filter((variable) => variable !== condition)].map((variable) => ({
    variable,
    levels: [...new Set(samples.map(({ values }) => values[variable] ?? ''))],
  }));
  return strips
    .filter(({ levels }) => levels.length > 1 && levels.length <= MOST_LEVELS && levels.length < samples.length)
    .slice(0, MOST_STRIPS);
}

/** What the colors of the strips mean: colors go on from strip to strip. */
export function stripLegend(strips: readonly Strip[]): LegendBlock[] {
  let color = 0;
  return strips.map(({ variable, levels }) => ({
    heading: variable,
    entries: levels.map((name) => ({ name, color: groupColor(color++), symbol: 'rect' })),
  }));
}

/** A row of colored cells for one variable, over the samples in this order: a bar series a level. */
export function stripSeries(
  { samples }: StudySummary,
  strips: readonly Strip[],
  order: readonly number[],
  firstGrid: number,
): BarSeriesOption[] {
  let color = 0;
  return strips.flatMap(({ variable, levels }, k) =>
    levels.map(
      (level): BarSeriesOption => ({
        type: 'bar',
        name: `${variable} ${level}`,
        stack: variable,
        xAxisIndex: firstGrid + k,
        yAxisIndex: firstGrid + k,
        barCategoryGap: 0,
        silent: true,
        itemStyle: { color: groupColor(color++), borderColor: colors.paper, borderWidth: 1 },
        emphasis: { disabled: true },
        data: order.map((sample) => (samples[sample]!.values[variable] === level ? 1 : null)),
      }),
    ),
  );
}

export function stripAxes(
  strip: Strip,
  names: readonly string[],
  gridIndex: number,
): { readonly x: XAXisComponentOption; readonly y: YAXisComponentOption } {
  return {
    x: { type: 'category', gridIndex, data: [...names], show: false },
    y: {
      type: 'value',
      gridIndex,
      min: 0,
      max: 1,
      interval: 1,
      position: 'right',
      axisLine: { show: false },
      axisTick: { show: false },
      splitLine: { show: false },
      axisLabel: { show: false },
      name: shortName(strip.variable, NAME_ROOM, NAME_SIZE),
      nameLocation: 'middle',
      nameRotate: 0,
      nameGap: 8,
      nameTextStyle: { color: colors.muted, fontSize: NAME_SIZE, align: 'left', verticalAlign: 'middle' },
    },
  };
}
