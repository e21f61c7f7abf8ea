import type { BarSeriesOption, XAXisComponentOption, YAXisComponentOption } from 'echarts';
import { colors, groupColor } from '../palette.ts';
import type { StudySummary } from '../report-data.ts';

/** Variables with more levels than this would need more colors than can be told apart. */
const MOST_LEVELS = 6;
const MOST_STRIPS = 3;

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

/** A row of colored cells for one variable, over the samples in this order: a bar series a level, with a place in the legend. */
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
      name: strip.variable,
      nameLocation: 'middle',
      nameRotate: 0,
      nameGap: 8,
      nameTextStyle: { color: colors.muted, fontSize: 11, align: 'left', verticalAlign: 'middle' },
    },
  };
}
