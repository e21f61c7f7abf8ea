import type { GivenCohort } from '../../study/schema/cohort-schema.ts';
import type { UnderstoodCohort } from '../understand.ts';
import { type Choice, choice, element, labeled, plainChoices } from './elements.ts';
import { HOME } from './study-files.ts';

type Endpoints = NonNullable<GivenCohort['endpoints']>;
type Endpoint = Endpoints[string];

/** More values are no groups. */
const MOST_LEVELS = 12;
/** Cohorts that are being looked at, which stay open when the form is made anew. */
const opened = new Set<string>();
const NONE = ['', 'none'] as const;

/** What is asked of the patients of a cohort: what its columns do not say by themselves is chosen here. */
export function cohortFields(
  { given, columns, problem }: UnderstoodCohort,
  tables: readonly Choice[],
  onChange: (cohort: GivenCohort) => void,
): HTMLElement {
  const { name } = given;
  const names = plainChoices(columns.map(([column]) => column));
  const levelsOf = (column: string | undefined): readonly string[] => {
    const levels = new Set(columns.find(([one]) => one === column)?.[1].filter((cell) => cell !== ''));
    return levels.size > MOST_LEVELS ? [] : [...levels].sort();
  };
  const endpoints = Object.entries(given.endpoints ?? {});
  const setEndpoints = (changed: readonly (readonly [string, Endpoint])[]): void => {
    const { endpoints: _, covariates, ...rest } = given;
    // Covariates are of models of survival.
    onChange(
      changed.length === 0
        ? rest
        : { ...rest, endpoints: Object.fromEntries(changed), ...(covariates !== undefined && { covariates }) },
    );
  };
  const field = (text: string, control: HTMLElement): HTMLElement => {
    control.dataset.key = `${name}: ${text}`;
    return labeled(text, control);
  };
  const fields = [
    field(
      'Clinical table',
      choice([['', 'in the matrix itself'], ...tables], given.clinical ?? '', (clinical) =>
        onChange({ name, expression: given.expression, ...(clinical !== '' && { clinical }) }),
      ),
    ),
    ...endpoints.flatMap(([id, endpoint]) => endpointFields(id, endpoint)),
    field(
      endpoints.length === 0 ? 'Time of follow-up' : 'Time of another endpoint',
      choice([NONE, ...names], '', (time) => {
        const event = columns.map(([column]) => column).find((column) => column !== time) ?? '';
        setEndpoints([...endpoints, [freeId(endpoints.map(([id]) => id)), { time, event }]]);
      }),
    ),
    field(
      'Tumor against normal tissue by',
      choice([NONE, ['barcode', 'barcodes of TCGA'], ...names], given.groups ?? '', (groups) => {
        const { groups: _g, tumor: _t, normal: _n, ...rest } = given;
        onChange({ ...rest, ...(groups !== '' && { groups }) });
      }),
    ),
  ];
  if (given.groups !== undefined && given.groups !== 'barcode') {
    const levels = plainChoices(levelsOf(given.groups));
    for (const tissue of ['tumor', 'normal'] as const)
      fields.push(
        field(
          `Value that is ${tissue}`,
          choice([['', 'as it says'], ...levels], given[tissue] ?? '', (value) => {
            const { [tissue]: _v, ...rest } = given;
            onChange({ ...rest, ...(value !== '' && { [tissue]: value }) });
          }),
        ),
      );
  }
  if (endpoints.length > 0) fields.push(covariateField());
  const place = given.expression.slice(HOME.length + 1);
  const shown = element(
    'details',
    { class: 'cohort', open: problem !== undefined || opened.has(name) },
    element('summary', { 'data-key': `cohort ${name}` }, `Cohort ${name} (${place})`),
    element('div', { class: 'form' }, ...fields),
  );
  shown.addEventListener('toggle', () => {
    if (shown.open) opened.add(name);
    else opened.delete(name);
  });
  return shown;

  function endpointFields(id: string, endpoint: Endpoint): HTMLElement[] {
    const set = (changed: Endpoint | undefined): void =>
      setEndpoints(endpoints.flatMap((one) => (one[0] !== id ? [one] : changed === undefined ? [] : [[id, changed]])));
    const { event_value: value, unit, ...rest } = endpoint;
    const levels = levelsOf(endpoint.event);
    return [
      field(
        `${id}: time`,
        choice([['', 'leave this endpoint out'], ...names], endpoint.time, (time) =>
          set(time === '' ? undefined : { ...endpoint, time }),
        ),
      ),
      field(
        `${id}: event`,
        choice(names, endpoint.event, (event) => set({ time: endpoint.time, event })),
      ),
      field(
        `${id}: value that is the event`,
        choice([['', 'as it says'], ...plainChoices(levels)], value?.[0] ?? '', (event) =>
          set({ ...rest, ...(unit !== undefined && { unit }), ...(event !== '' && { event_value: [event] }) }),
        ),
      ),
      field(
        `${id}: unit of the time`,
        choice([['', 'as its name says'], ...plainChoices(['days', 'weeks', 'months', 'years'])], unit ?? '', (text) =>
          set({
            ...rest,
            ...(value !== undefined && { event_value: value }),
            ...(text !== '' && { unit: text as NonNullable<Endpoint['unit']> }),
          }),
        ),
      ),
    ];
  }

  function covariateField(): HTMLElement {
    const used = endpoints.flatMap(([, { time, event }]) => [time, event]);
    const usable = columns.filter(([column, cells]) => !used.includes(column) && isCovariate(cells));
    const boxes = usable.map(([column]) => {
      const chosen = given.covariates ?? [];
      const box = element('input', {
        type: 'checkbox',
        checked: chosen.includes(column),
        'data-key': `${name}: adjust for ${column}`,
      });
      box.addEventListener('change', () => {
        const covariates = box.checked ? [...chosen, column] : chosen.filter((one) => one !== column);
        const { covariates: _c, ...rest } = given;
        onChange({ ...rest, ...(covariates.length > 0 && { covariates }) });
      });
      return element('label', { class: 'check' }, box, ` ${column}`);
    });
    return element('fieldset', { class: 'checks' }, element('legend', {}, 'Adjust for'), ...boxes);
  }
}

function isCovariate(cells: readonly string[]): boolean {
  const values = new Set(cells.filter((cell) => cell !== ''));
  return values.size > 1 && (values.size <= MOST_LEVELS || [...values].every((cell) => Number.isFinite(Number(cell))));
}

function freeId(ids: readonly string[]): string {
  for (let count = 1; ; count++) {
    const id = count === 1 ? 'survival' : `survival_${count}`;
    if (!ids.includes(id)) return id;
  }
}
