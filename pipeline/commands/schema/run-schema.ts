import { Fault } from '../../../src/fault.ts';
import { didYouMean } from '../../../src/text/nearest-names.ts';
import { explainOption } from '../../study/options/describe-option.ts';
import { flagOf, optionKeys } from '../../study/options/option-table.ts';
import { print, printJson } from '../../ui/console.ts';
import { formatTable } from '../../ui/format-table.ts';

export async function printSchema(): Promise<void> {
  const { studyJsonSchema } = await import('../../study/schema/study-schema.ts');
  printJson(studyJsonSchema());
}

/** Prints all that is known of an option, by its key or its flag; several that share a flag one after another. */
export function explainKey(name: string): void {
  const byKey = optionKeys.filter((key) => key === name);
  const found = byKey.length > 0 ? byKey : optionKeys.filter((key) => flagOf(key) === name);
  if (found.length === 0) {
    throw new Fault({
      code: 'OPTION_UNKNOWN',
      message: `there is no option called ${name}`,
      file: '--explain',
      found: name,
      hint: didYouMean(name, optionKeys) || "name a key of a study file, as 'seedrank schema' lists them, or a flag",
    });
  }
  print(found.map((key) => formatTable(explainOption(key))).join('\n\n'));
}
