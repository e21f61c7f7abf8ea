import { groupingsOf, levelsOf, type SheetColumns } from '../../../src/design/guess-design.ts';
import { formatTable } from '../../ui/format-table.ts';

/** How many samples of a group are named. */
const NAMED = 8;

/**
 * The samples by group, as a table: a row a level of the variable that is compared, with how many samples it has, their levels
 * of the other columns of the design, and their names.
 */
export function describeGroups(
  sampleIds: readonly string[],
  columns: SheetColumns,
  {
    variable,
    reference,
    others,
  }: { readonly variable: string; readonly reference: string; readonly others: readonly string[] },
): string {
  const values = columns.get(variable) ?? [];
  const blocks = groupingsOf(columns).filter(([name]) => others.includes(name));
  const rows = levelsOf(values).map((level) => {
    const members = [...values.keys()].filter((sample) => values[sample] === level);
    const names = members.slice(0, NAMED).map((sample) => sampleIds[sample]!);
    if (members.length > NAMED) names.push(`and ${members.length - NAMED} more`);
    return [
      level === reference ? `${level} (control)` : level,
      String(members.length),
      ...blocks.map(([, block]) => levelsOf(members.map((sample) => block[sample]!)).join(' ')),
      names.join(', '),
    ];
  });
  return formatTable([[variable, 'samples', ...blocks.map(([name]) => name), 'names'], ...rows]);
}
