import { Fault } from '../../fault.ts';

/** What the cells of an event column mean. */
export interface EventCoding {
  /** For each cell: 1 the event, 0 censored, NaN missing. */
  readonly events: Float64Array;
  /** How the values were understood, in words: `1:DECEASED is the event, 0:LIVING censored`. */
  readonly meaning: string;
}

export interface EventOptions {
  /** The value (or values) that stand for the event; needed where the values do not say it. */
  readonly event?: readonly string[] | undefined;
}

/** Words for an event of survival, recurrence or metastasis, and for its absence. */
const EVENT =
  /^(dead|deceased|died|died of disease|death|event|yes|true|t|y|recurred|recurrence|relapse|relapsed|recurred\/progressed|progressed|progression|metastasis|dm|with tumor|1:.*)$/i;
const CENSORED =
  /^(alive|living|censored|no|false|f|n|not recurred|disease ?free|diseasefree|no recurrence|no relapse|no event|none|nodm|not progressed|tumor free|0:.*)$/i;

/** A name that says that the larger number is the good outcome: `overall_survival` of a table where 1 means alive. */
const INVERTED_NAME = /(^|[_. ])(alive|living|survival|survived|censor(ed|ing|ship)?)$/i;
/** A name under which 1 is the event by custom. */
const EVENT_NAME =
  /(event|status|dead|death|deceased|died|recur|relapse|progress|metast|^(os|dss|rfs|pfi|pfs|dfs|dfi|dmfs|mfs)$)/i;

/**
 * Tells events from censored times, from values that say which is which: words, cBioPortal's `1:DECEASED`, TRUE and FALSE,
 * or 0 and 1 in a column whose name is that of an event. Where they do not say (1 and 2; 0 and 1 in a column called
 * `overall_survival`, where 1 may mean alive) it is a {@link Fault} that asks, never a guess.
 */
export function readEvents(
  cells: readonly string[],
  name: string,
  place: EventPlace,
  options: EventOptions = {},
): EventCoding {
  const values = [...new Set(cells.map((cell) => cell.trim()))].filter((value) => value !== '').sort();
  if (values.length === 0)
    throw fault('EVENT_EMPTY', `the column '${name}' is empty`, place, 'no value', 'Name the column of the events.');
  const isEvent =
    options.event === undefined ? tellEvents(values, name, place) : chosenEvents(values, options.event, name, place);
  const events = Float64Array.from(cells, (cell) => {
    const value = cell.trim();
    return value === '' ? Number.NaN : isEvent.has(value) ? 1 : 0;
  });
  const censored = values.filter((value) => !isEvent.has(value));
  const yes = values.filter((value) => isEvent.has(value));
  const meaning = `${listed(yes) || 'no value'} is the event, ${listed(censored) || 'no value'} censored`;
  return { events, meaning };
}

export interface EventPlace {
  readonly file: string;
  /** The option that named the column. */
  readonly option: string;
}

function chosenEvents(
  values: readonly string[],
  chosen: readonly string[],
  name: string,
  place: EventPlace,
): ReadonlySet<string> {
  const absent = chosen.find((value) => !values.includes(value));
  if (absent === undefined) return new Set(chosen);
  throw fault(
    'EVENT_VALUE',
    `no row of '${name}' has the value '${absent}'`,
    place,
    listed(values),
    'Name the value of the event as the column has it.',
  );
}

function tellEvents(values: readonly string[], name: string, place: EventPlace): ReadonlySet<string> {
  const numbers = values.map(Number);
  if (numbers.every((value) => value === 0 || value === 1)) {
    if (INVERTED_NAME.test(name)) {
      throw fault(
        'EVENT_DIRECTION',
        `in a column called '${name}', 1 may mean alive`,
        place,
        listed(values),
        `Say which value is the event: event: { column: ${name}, value: 0 } or 1.`,
      );
    }
    if (EVENT_NAME.test(name)) return new Set(values.filter((value) => Number(value) === 1));
  } else if (values.length === 2 || values.length === 1) {
    const events = values.filter((value) => EVENT.test(value) && !CENSORED.test(value));
    const censored = values.filter((value) => CENSORED.test(value));
    if (events.length + censored.length === values.length) return new Set(events);
  } else {
    const events = values.filter((value) => EVENT.test(value) && !CENSORED.test(value));
    const censored = values.filter((value) => CENSORED.test(value));
    if (events.length > 0 && events.length + censored.length === values.length) return new Set(events);
  }
  const many = values.length > 6 ? `${listed(values.slice(0, 6))} and ${values.length - 6} more` : listed(values);
  throw fault(
    'EVENT_UNCLEAR',
    `the values of '${name}' do not say which is the event`,
    place,
    many,
    'Name the value of the event (others are then censored).',
  );
}

function listed(values: readonly string[]): string {
  return values.join(', ');
}

function fault(code: string, message: string, place: EventPlace, found: string, hint: string): Fault {
  return new Fault({
    code,
    message,
    ...place,
    found,
    expected: 'words, 1:DECEASED and 0:LIVING, TRUE and FALSE, or 1 and 0 under the name of an event',
    hint,
  });
}
