import { dirname, relative, resolve } from 'node:path';
import type { GuessedDesign } from '../../src/design/guess-design.ts';
import { describeOption, placeholderOf } from './options/describe-option.ts';
import { mapPaths, optionOf, type StudyKey, studyKeys } from './options/option-table.ts';
import type { Flags } from './options/read-options.ts';
import { guessDesignOf, isDesigned, readCountTables } from './read-count-tables.ts';
import { formatYaml } from './yaml-source.ts';

/** A study file for a count table and a sample sheet that fit together, and what was seen in them. */
export interface StudyDraft {
  readonly text: string;
  readonly genes: number;
  readonly samples: readonly string[];
  /** Variables of the sheet with their cells, in the order of the samples. */
  readonly columns: ReadonlyMap<string, readonly string[]>;
  readonly guessed: GuessedDesign | undefined;
  /** `found: ...`, `guessed: ...` and `warning: ...`. */
  readonly remarks: readonly string[];
  /** The settings that were given or guessed. */
  readonly values: { readonly [Key in StudyKey]?: unknown };
}

/** Reads both files, guesses design and contrasts where they are not given, and writes it all down for a file at `target`. */
export async function draftStudy(given: Flags, target: string): Promise<StudyDraft> {
  const { sheet, genes, dialect, flags, remarks: seen } = await readCountTables(given);
  const guessed = isDesigned(given) ? undefined : guessDesignOf(given, sheet);
  const remarks = [...seen, ...(guessed?.reasons ?? []).map((reason) => `guessed: ${reason}`)];
  const values = {
    ...flags,
    format: dialect,
    design: flags.design ?? guessed?.design,
    contrasts: flags.contrasts ?? guessed?.contrasts,
  };
  const text = studyText(values, remarks, dirname(target));
  const { sampleIds: samples, columns } = sheet;
  return { text, genes, samples, columns, guessed, remarks, values };
}

/** The keys that are known as they are, the others as comments, each with what it means. */
function studyText(
  values: { readonly [Key in StudyKey]?: unknown },
  remarks: readonly string[],
  folder: string,
): string {
  const lines = ['# A study for seedrank. Run it with: seedrank run THIS_FILE'];
  for (const remark of remarks) lines.push(`# ${remark}`);
  for (const key of studyKeys) {
    const value = values[key];
    lines.push('', `# ${describeOption(optionOf(key))}`);
    if (value === undefined) lines.push(`# ${key}: ${placeholderOf(optionOf(key))}`);
    else {
      const shown = mapPaths(key, value, (path) => relative(folder, resolve(path)));
      lines.push(formatYaml({ [key]: shown }));
    }
  }
  return `${lines.join('\n')}\n`;
}
