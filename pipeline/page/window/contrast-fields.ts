import type { Column } from '../understand.ts';
import type { Chosen, ChosenContrast } from './chosen.ts';
import { button, choice, element, labeled, plainChoices } from './elements.ts';

interface ContrastFieldState {
  readonly columns: readonly Column[];
  readonly contrasts: readonly ChosenContrast[];
  readonly chosen: Chosen;
}

const OPEN = ['', 'choose ...'] as const;

/** What is compared with what, a line a contrast: each part is chosen from what the sample sheet holds. */
export function contrastFields(
  { columns, contrasts, chosen }: ContrastFieldState,
  onChange: (contrasts: readonly ChosenContrast[], isOtherVariable: boolean) => void,
): HTMLElement {
  const groupings = columns.filter(([, cells]) => isGrouping(cells)).map(([name]) => name);
  const variables = groupings.length > 0 ? groupings : columns.map(([name]) => name);
  const levelsOf = (name: string): string[] => [...new Set(columns.find(([one]) => one === name)?.[1])].sort();
  const shown = contrasts.length > 0 ? contrasts : [{ variable: variables[0] ?? '', target: '', reference: '' }];
  const lines = shown.map((contrast, at) => line(contrast, at));
  const first = shown[0]!;
  const used = shown.map(({ target }) => target);
  const rest = levelsOf(first.variable).filter((level) => level !== first.reference && !used.includes(level));
  const add = button(
    'Another contrast',
    () => onChange([...shown, { ...first, mirna: undefined, effect: undefined, target: rest[0] ?? '' }], false),
    { 'data-key': 'Another contrast' },
  );
  return element('fieldset', {}, element('legend', {}, 'What is compared'), ...lines, add);

  function line(contrast: ChosenContrast, at: number): HTMLElement {
    const change = (changed: ChosenContrast, isOtherVariable = false): void =>
      onChange(
        shown.map((one, k) => (k === at ? changed : one)),
        isOtherVariable,
      );
    const number = shown.length > 1 ? ` ${at + 1}` : '';
    const levels = levelsOf(contrast.variable);
    const among = (chosenLevel: string) => [...(chosenLevel === '' ? [OPEN] : []), ...plainChoices(levels)];
    const fields = [
      labeled(
        `Column${number}`,
        choice(plainChoices(variables), contrast.variable, (variable) =>
          change({ ...contrast, variable, target: '', reference: '' }, true),
        ),
      ),
      labeled(
        `Level${number}`,
        choice(among(contrast.target), contrast.target, (target) =>
          change({ ...contrast, target, reference: other(target, contrast.reference, contrast.target, levels) }),
        ),
      ),
      labeled(
        `against the reference${number}`,
        choice(among(contrast.reference), contrast.reference, (reference) =>
          change({ ...contrast, reference, target: other(reference, contrast.target, contrast.reference, levels) }),
        ),
      ),
    ];
    if (shown.length > 1) {
      if (chosen.mirnas.length > 1) fields.push(labeled(`miRNA in it${number}`, ownMirna(contrast, change)));
      fields.push(labeled(`What was done in it${number}`, ownEffect(contrast, change)));
    }
    const remove = button(
      'remove',
      () =>
        onChange(
          shown.filter((_, k) => k !== at),
          false,
        ),
      {
        'aria-label': `remove contrast ${at + 1}`,
      },
    );
    return element('div', { class: 'form line' }, ...fields, ...(shown.length > 1 ? [remove] : []));
  }

  function ownMirna({ mirna, ...contrast }: ChosenContrast, change: (changed: ChosenContrast) => void): HTMLElement {
    const all = ['', 'all of them'] as const;
    return choice([all, ...plainChoices(chosen.mirnas)], mirna?.[0] ?? '', (name) =>
      change({ ...contrast, ...(name !== '' && { mirna: [name] }) }),
    );
  }
}

function ownEffect({ effect, ...contrast }: ChosenContrast, change: (changed: ChosenContrast) => void): HTMLElement {
  return choice([['', 'as above'], ...effects], effect ?? '', (value) =>
    change({ ...contrast, ...(value !== '' && { effect: value }) }),
  );
}

export const effects = [
  ['overexpression', 'more of it (mimic, over-expression)'],
  ['inhibition', 'less of it (inhibitor, knock-out)'],
] as const;

/** The other side of a comparison when one side is chosen: they change places, and of two levels the other is meant. */
function other(chosen: string, there: string, before: string, levels: readonly string[]): string {
  if (there === chosen) return before;
  return there === '' && levels.length === 2 ? levels.find((level) => level !== chosen)! : there;
}

function isGrouping(cells: readonly string[]): boolean {
  const levels = new Set(cells).size;
  return !cells.includes('') && levels > 1 && levels < cells.length;
}
