import { groupColor, groupSymbol } from '../palette.ts';
import type { ReportData, ReportSample } from '../report-data.ts';

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
}

export function sampleGroups({ study, contrasts }: ReportData, chosen?: string): SampleGroups {
  const condition = contrasts[0]?.variable ?? study.variables[0] ?? '';
  const colorVariable = chosen ?? condition;
  const shapeVariable = [condition, ...study.variables].find(
    (name) => name !== colorVariable && isGrouping(name, study.samples),
  );
  const colorLevels = levelsOf(colorVariable, study.samples);
  const shapeLevels = shapeVariable === undefined ? [] : levelsOf(shapeVariable, study.samples);
  const looks = study.samples.map((sample, index) => {
    const colorLevel = sample.values[colorVariable] ?? '';
    const shapeLevel = shapeVariable === undefined ? undefined : (sample.values[shapeVariable] ?? '');
    return {
      sample,
      index,
      group: shapeLevel === undefined ? colorLevel : `${colorLevel}, ${shapeVariable} ${shapeLevel}`,
      color: groupColor(colorLevels.indexOf(colorLevel)),
      // Without a second variable the shape repeats what the color says.
      symbol: groupSymbol(shapeLevel === undefined ? colorLevels.indexOf(colorLevel) : shapeLevels.indexOf(shapeLevel)),
    };
  });
  return { looks, colorVariable, shapeVariable, groups: [...new Set(looks.map((look) => look.group))] };
}

/** Variables that samples can be colored by, that of the first contrast first. */
export function colorVariables({ study, contrasts }: ReportData): string[] {
  const condition = contrasts[0]?.variable ?? study.variables[0] ?? '';
  return [...new Set([condition, ...study.variables.filter((name) => isGrouping(name, study.samples))])];
}

/** Has two to six levels, so that shapes can tell them apart. */
function isGrouping(variable: string, samples: readonly ReportSample[]): boolean {
  const levels = levelsOf(variable, samples).length;
  return levels > 1 && levels <= 6 && levels < samples.length;
}

function levelsOf(variable: string, samples: readonly ReportSample[]): string[] {
  return [...new Set(samples.map((sample) => sample.values[variable] ?? ''))];
}
