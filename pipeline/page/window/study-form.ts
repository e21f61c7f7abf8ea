import type { Understood } from '../understand.ts';
import type { Chosen, ChosenContrast } from './chosen.ts';
import { cohortFields } from './cohort-fields.ts';
import { contrastFields, effects } from './contrast-fields.ts';
import { choice, element, labeled } from './elements.ts';
import { mirnaField } from './mirna-field.ts';
import { HOME, type StudyFile } from './study-files.ts';

/** Choices from what the files hold; each change makes the study file anew. */
export function studyForm(
  { columns, values, mirnas, counts, cohorts }: Understood,
  chosen: Chosen,
  files: readonly StudyFile[],
  onChange: (chosen: Chosen) => void,
): HTMLElement[] {
  const contrasts = chosen.contrasts ?? ((values.contrasts ?? []) as readonly ChosenContrast[]);
  const design = typeof values.design === 'string' ? values.design : '';
  const first = element(
    'div',
    { class: 'form' },
    mirnaField({ names: mirnas, chosen: chosen.mirnas }, (names) => onChange({ ...chosen, mirnas: names })),
    labeled(
      'What was done to it',
      choice(effects, chosen.effect, (effect) => onChange({ ...chosen, effect })),
    ),
    labeled(
      'False discovery rate',
      textInput(chosen.fdr, (fdr) => onChange({ ...chosen, fdr })),
    ),
  );
  const compared =
    counts === undefined || values.contrasts_file !== undefined
      ? []
      : [
          contrastFields({ columns, contrasts, chosen }, (changed, isOtherVariable) =>
            onChange({ ...chosen, contrasts: changed, design: isOtherVariable ? undefined : chosen.design }),
          ),
          element(
            'div',
            { class: 'form' },
            labeled(
              'Design',
              textInput(design, (text) => onChange({ ...chosen, design: text.trim() === '' ? undefined : text })),
            ),
          ),
        ];
  const tables = files
    .filter(({ role }) => role === 'clinical')
    .map(({ path }) => [path, path.slice(HOME.length + 1)] as const);
  const asked = cohorts.map((cohort) =>
    cohortFields(cohort, tables, (changed) =>
      onChange({ ...chosen, cohorts: { ...chosen.cohorts, [changed.expression]: changed } }),
    ),
  );
  const expected = choice(
    [
      ['lower', 'lower in tumors, and a lower hazard (the miRNA promotes the disease)'],
      ['higher', 'higher in tumors, and a higher hazard (the miRNA works against it)'],
    ],
    chosen.targetsInTumors ?? 'lower',
    (targetsInTumors) => onChange({ ...chosen, targetsInTumors }),
  );
  return [
    first,
    ...compared,
    ...asked,
    ...(cohorts.length > 0
      ? [element('div', { class: 'form' }, labeled('Direct targets are expected', expected))]
      : []),
  ];
}

function textInput(value: string, onChange: (value: string) => void): HTMLInputElement {
  const input = element('input', { value, spellcheck: 'false', autocomplete: 'off' });
  input.addEventListener('change', () => onChange(input.value));
  return input;
}
