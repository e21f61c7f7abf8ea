import { colors, groupColor, groupSymbol } from '../palette.ts';
import type { ReportData, ReportSample } from '../report-data.ts';
import type { LegendBlock } from './legend.ts';

/** How a sample looks: color by a variable, that of the first contrast if none is chosen, and shape by the next. */
export interface SampleLook {
  readonly sample: ReportSample;
  readonly index: number;
  readonly group: string;
  readonly color: string;
  readonly symbol: string;
}

export interface SampleGroups {
  readonly looks: readonly SampleLook[];
  readonly colorVariable: string;
  readonly shapeVariable: string | undefined;
  /** One a combination that occurs, in order of appearance. */
  readonly groups: readonly string[];
  /** What colors and shapes mean. */
  readonly legend: readonly LegendBlock[];
}

export function sampleGroups({ study, contrasts }: ReportData, chosen?: string): SampleGroups {
  const condition = contrasts[0]?.variable ?? study.variables[0] ?? '';
  const colorVariable = chosen ?? condition;
  const colorLevels = levelsOf(colorVariable, study.samples);
  // Where colors repeat, shapes are needed to tell them apart.
  const shapeVariable =
    colorLevels.length > MOST_LEVELS
      ? undefined
      : [condition, ...study.variables].find((name) => name !== colorVariable && isGrouping(name, study.samples));
  const shapeLevels = shapeVariable === undefined ? [] : levelsOf(shapeVariable, study.samples);
  const looks = study.samples.map((sample, index) => {
    const colorLevel = sample.values[colorVariable] ?? '';
    const shapeLevel = shapeVariable === undefined ? undefined : (sample.values[shapeVariable] ?? '');
    return {
      sample,
      index,
      group: shapeLevel === undefined ? colorLevel : `${colorLevel}, ${shapeVariable} ${shapeLevel}`,
      color: groupColor(colorLevels.indexOf(colorLevel)),
      symbol:
        shapeLevel === undefined ? ownSymbol(colorLevels, colorLevel) : groupSymbol(shapeLevels.indexOf(shapeLevel)),
    };
  });
  const legend = [
    {
      heading: colorVariable,
      entries: colorLevels.map((name, k) => ({
        name,
        color: groupColor(k),
        symbol: shapeVariable === undefined ? ownSymbol(colorLevels, name) : 'rect',
      })),
    },
    ...(shapeVariable === undefined
      ? []
      : [
          {
            heading: shapeVariable,
            entries: shapeLevels.map((name, k) => ({ name, color: colors.paper, symbol: groupSymbol(k) })),
          },
        ]),
  ];
  return { looks, colorVariable, shapeVariable, groups: [...new Set(looks.map((look) => look.group))], legend };
}

/** Variables that samples can be colored by, that of the first contrast first. */
export function colorVariables({ study, contrasts }: ReportData): string[] {
  const condition = contrasts[0]?.variable ?? study.variables[0] ?? '';
  return [...new Set([condition, ...study.variables.filter((name) => isGrouping(name, study.samples))])];
}

/** Colors and shapes that there are. */
const MOST_LEVELS = 6;

/** Without a second variable the shape repeats what the color says, and goes on where colors begin again. */
function ownSymbol(levels: readonly string[], level: string): string {
  const k = levels.indexOf(level);
  return groupSymbol(k + Math.floor(k / MOST_LEVELS));
}

/** Has two to six levels, so that shapes can tell them apart. */
function isGrouping(variable: string, samples: readonly ReportSample[]): boolean {
  const levels = levelsOf(variable, samples).length;
  return levels > 1 && levels <= MOST_LEVELS && levels < samples.length;
}

function levelsOf(variable: string, samples: readonly ReportSample[]): string[] {
  return [...new Set(samples.map((sample) => sample.values[variable] ?? ''))];
}
