import { guessDesign, type KnownOfDesign } from '../../src/design/guess-design.ts';
import type { SamplesRead } from '../../src/formats/counts/dialects/reading.ts';
import type { Flags } from '../study/options/read-options.ts';

export interface ChosenDesign {
  readonly values: Flags;
  /** Why each guess was made. */
  readonly reasons: readonly string[];
}

/** Design and contrasts: as given, as answered, or as the names in the sheet suggest. */
export async function chooseDesign(
  flags: Flags,
  sheet: SamplesRead,
  ask: ((flags: Flags, sheet: SamplesRead) => Promise<Flags>) | undefined,
): Promise<ChosenDesign> {
  const { contrasts_file: file, design, contrasts, mirna } = flags;
  if (file !== undefined || (design && contrasts)) return { values: flags, reasons: [] };
  if (ask !== undefined && design === undefined && contrasts === undefined)
    return { values: await ask(flags, sheet), reasons: [] };
  const guessed = guessDesign(sheet.sampleIds, sheet.columns, {
    mirnas: mirnasOf(mirna),
    compared: comparedIn(contrasts),
  });
  return {
    values: { ...flags, design: design ?? guessed.design, contrasts: contrasts ?? guessed.contrasts },
    reasons: guessed.reasons,
  };
}

/** The names among the miRNAs that are given. */
function mirnasOf(value: unknown): string[] {
  return (Array.isArray(value) ? value.map(String) : String(value ?? '').split(',')).map((name) => name.trim());
}

/** What the first contrast that is given compares, where it compares levels. */
function comparedIn(contrasts: unknown): KnownOfDesign['compared'] {
  const [first] = Array.isArray(contrasts) ? (contrasts as Partial<NonNullable<KnownOfDesign['compared']>>[]) : [];
  const { variable, reference } = first ?? {};
  return variable === undefined || reference === undefined ? undefined : { variable, reference };
}
