import type { CommandName } from '../../study/options/option.ts';
import { BUILT_IN, optionOf, optionsOf } from '../../study/options/option-table.ts';
import type { BackgroundTable } from '../../study/options/option-values.ts';
import { attributeOf } from '../../study/options/read-options.ts';

/** The files and folders that a command was given to read, by the table of options: no output may replace one of them. */
export function inputsOf(command: CommandName, flags: { readonly [attribute: string]: unknown }): string[] {
  return optionsOf(command).flatMap((key) => {
    const option = optionOf(key);
    const given = [flags[attributeOf(key)] ?? []].flat();
    if (option.type === 'background')
      return (given as unknown[] as readonly BackgroundTable[]).map(({ table }) => table);
    const isRead =
      ['file', 'folder', 'sources'].includes(option.type) || ('orFile' in option && option.orFile === true);
    if (!isRead || option.group === 'Output') return [];
    return given.filter((path): path is string => typeof path === 'string' && !path.startsWith(BUILT_IN));
  });
}
