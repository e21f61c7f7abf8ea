import { makeName } from '../../design/make-names.ts';

/** Which column holds each sample. */
export interface SampleColumns {
  /** One a sample: the position of its column, or undefined where there is none for certain. */
  readonly positions: readonly (number | undefined)[];
  /** How names that differ were brought together. */
  readonly notes: readonly string[];
}

/** Words that tools and people put before or behind the name of a sample to say that a column holds its counts. */
const COUNT_WORDS =
  /^(raw|reads?|genes?|counts?|num|number|of|est|estimated|expected|uniq|unique|uniquely|mapped|total|fragments?|tags?|htseq|featurecounts|star|salmon|rsem|kallisto|unnormalized|data|value)*$/;

/**
 * Finds the columns of samples: by the same name; else, for each that is left, by the name as R's `make.names` writes it
 * (`X8hr.control_1` for `8hr-control_1`), in either direction; else all together by a word for counts around the name
 * (`CTL_1_count`). A name that two columns or two samples could claim is left undefined.
 */
export function findSampleColumns(samples: readonly string[], columns: readonly string[]): SampleColumns {
  const exact = samples.map((sample) => positionOf(sample, columns));
  if (!exact.includes(undefined)) return { positions: exact, notes: [] };
  const mangled = byMakeNames(samples, columns, exact);
  if (mangled.some((position) => position !== undefined)) {
    const notes = pairs(samples, columns, mangled, "R's make.names writes names so");
    return { positions: mangled, notes };
  }
  const counted = byCountWord(samples, columns);
  if (counted === undefined) return { positions: exact, notes: [] };
  return { positions: counted, notes: pairs(samples, columns, counted, 'the rest of the name says counts') };
}

function positionOf(name: string, columns: readonly string[]): number | undefined {
  const position = columns.indexOf(name);
  return position < 0 ? undefined : position;
}

function byMakeNames(
  samples: readonly string[],
  columns: readonly string[],
  exact: readonly (number | undefined)[],
): readonly (number | undefined)[] {
  const taken = new Set(exact);
  const free = columns.flatMap((name, position) => (taken.has(position) || name === '' ? [] : [{ name, position }]));
  const left = samples.filter((_, i) => exact[i] === undefined);
  return samples.map((sample, i) => {
    if (exact[i] !== undefined) return exact[i];
    const wanted = makeName(sample);
    const fitting = free.filter(({ name }) => makeName(name) === wanted);
    const rivals = left.filter((other) => makeName(other) === wanted);
    return fitting.length === 1 && rivals.length === 1 ? fitting[0]?.position : undefined;
  });
}

/** The columns of the one addition that says counts and that every sample has a column with. */
function byCountWord(samples: readonly string[], columns: readonly string[]): readonly number[] | undefined {
  const additions = new Map<string, (number | undefined)[]>();
  samples.forEach((sample, i) => {
    for (const [position, column] of columns.entries()) {
      const rest = additionTo(sample, column) ?? additionTo(makeName(sample), column);
      if (rest === undefined || !COUNT_WORDS.test(rest.toLowerCase().replace(/[^a-z]/g, '')) || /\d/.test(rest))
        continue;
      const found = additions.get(rest) ?? samples.map(() => undefined);
      found[i] = position;
      additions.set(rest, found);
    }
  });
  const whole = [...additions.values()].filter((found) => !found.includes(undefined)) as number[][];
  return whole.length === 1 ? whole[0] : undefined;
}

/** What a column's name has before or behind that of a sample, with its punctuation; undefined if it lacks it. */
function additionTo(sample: string, column: string): string | undefined {
  if (column.length <= sample.length) return undefined;
  if (column.startsWith(sample)) return `>${column.slice(sample.length)}`;
  return column.endsWith(sample) ? `<${column.slice(0, -sample.length)}` : undefined;
}

function pairs(
  samples: readonly string[],
  columns: readonly string[],
  positions: readonly (number | undefined)[],
  because: string,
): string[] {
  const differing = samples.flatMap((sample, i) => {
    const column = positions[i] === undefined ? undefined : columns[positions[i]];
    return column === undefined || column === sample ? [] : [`'${sample}' is column '${column}'`];
  });
  if (differing.length === 0) return [];
  const more = differing.length > 3 ? ` and ${differing.length - 3} more` : '';
  return [`sample names were matched (${because}): ${differing.slice(0, 3).join(', ')}${more}`];
}
