import type { Understood } from '../understand.ts';
import { element } from './elements.ts';
import { showFault } from './show-fault.ts';
import { HOME } from './study-files.ts';

/** Faults whose cure is a choice of the form. */
const ASKED = /^(INIT_|COHORT_|EVENT_|TISSUE_|MIRNA_|CONTRAST_|DESIGN_)/;

const whole = (value: number): string => value.toLocaleString('en');

/** What was seen in the files: problems first, then counts and 3' UTRs in numbers, samples by group, and every remark. */
export function showUnderstood(
  { counts, columns, designs, linked, remarks, problems }: Understood,
  hasForm: boolean,
): HTMLElement[] {
  return [
    ...problems.map(showFault),
    ...(hasForm && problems.some(({ code }) => ASKED.test(code))
      ? [element('p', { class: 'asked' }, 'The form below asks for it.')]
      : []),
    element(
      'dl',
      { class: 'numbers' },
      ...(counts === undefined
        ? []
        : [
            number('genes', whole(counts.genes), counts.title),
            number('samples', whole(counts.samples.length), counts.samples.join(', ')),
          ]),
      ...(linked === undefined || counts === undefined
        ? []
        : [number("with a 3' UTR", `${Math.floor((100 * linked) / counts.genes)} %`, coverage(linked, counts.genes))]),
    ),
    ...(columns.length === 0 ? [] : [showGroups(columns, designs)]),
    ...designs.map(({ comparison, formula }) => element('p', { class: 'design' }, `${comparison}; design ${formula}`)),
    showRemarks(remarks),
  ];
}

function coverage(linked: number, genes: number): string {
  return `${whole(linked)} of ${whole(genes)} genes`;
}

function number(name: string, value: string, note: string): HTMLElement {
  return element('div', {}, element('dt', {}, name), element('dd', {}, value), element('dd', { class: 'note' }, note));
}

/** Columns of the sheet: what each is read as, and how many samples have which level, the reference said. */
function showGroups(columns: Understood['columns'], designs: Understood['designs']): HTMLElement {
  const variables = new Map(designs.flatMap((one) => one.variables).map((one) => [one.variable, one]));
  const references = new Map(designs.flatMap((one) => one.references).map((one) => [one.variable, one.level]));
  const rows = columns.map(([name, cells]) => {
    const known = variables.get(name);
    return element(
      'tr',
      {},
      element('th', { scope: 'row' }, name),
      element('td', {}, known?.kind ?? 'not in the design'),
      element('td', {}, known?.kind === 'number' ? rangeOf(cells) : levelsOf(cells, references.get(name))),
    );
  });
  const head = ['column', 'read as', 'samples'].map((text) => element('th', { scope: 'col' }, text));
  return element(
    'div',
    { class: 'scrolled', tabindex: '0', role: 'region', 'aria-label': 'Samples by group' },
    element(
      'table',
      { class: 'groups' },
      element('thead', {}, element('tr', {}, ...head)),
      element('tbody', {}, ...rows),
    ),
  );
}

const MOST_LEVELS = 12;

function levelsOf(cells: readonly string[], reference: string | undefined): string {
  const levels = new Map<string, number>();
  for (const cell of cells) levels.set(cell, (levels.get(cell) ?? 0) + 1);
  const shown = [...levels]
    .slice(0, MOST_LEVELS)
    .map(([level, count]) => `${level || '(empty)'} (${count}${level === reference ? ', the reference' : ''})`);
  if (levels.size > MOST_LEVELS) shown.push(`and ${levels.size - MOST_LEVELS} more`);
  return shown.join(', ');
}

function rangeOf(cells: readonly string[]): string {
  const values = cells.filter((cell) => cell !== '').map(Number);
  return `from ${Math.min(...values)} to ${Math.max(...values)}`;
}

/** Every remark of the program, warnings first. */
function showRemarks(remarks: readonly string[]): HTMLElement {
  const isWarning = (text: string): boolean => text.startsWith('warning: ');
  const sorted = [...new Set(remarks)].sort((a, b) => Number(isWarning(b)) - Number(isWarning(a)));
  return element(
    'ul',
    { class: 'remarks' },
    ...sorted.map((text) =>
      element('li', { class: isWarning(text) ? 'warning' : 'found' }, text.replaceAll(`${HOME}/`, '')),
    ),
  );
}
