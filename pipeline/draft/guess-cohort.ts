import type { GivenCohort } from '../study/schema/cohort-schema.ts';

/** Columns of a clinical table, or of a matrix with patients in rows. */
export type CohortColumns = ReadonlyMap<string, readonly string[]>;

const TIME = /^(?:(.*?)[._ -]?)(?:time|months?|days|years|mos)$/i;
const EVENT = /^(?:(.*?)[._ -]?)(?:status|event|vital_?status|dead|deceased)$/i;
const WORDS = { tumor: /^(.*[ _-])?(tumou?r|cancer|carcinoma)$/i, normal: /^(.*[ _-])?normal([ _-].*)?$/i };

/**
 * What the columns of a cohort say by their names: endpoints of a time and an event each (`OS_MONTHS` and `OS_STATUS`, `OS.time`
 * and `OS`), and the column that tells tumors from normal tissue by its values. What they do not say stays open.
 */
export function guessCohort(columns: CohortColumns): Pick<GivenCohort, 'endpoints' | 'groups'> {
  const names = [...columns.keys()];
  const endpoints: Record<string, { time: string; event: string }> = {};
  for (const time of names) {
    const stem = TIME.exec(time)?.[1];
    if (stem === undefined) continue;
    const events = names.filter((name) => name !== time && stemOf(name).toLowerCase() === stem.toLowerCase());
    const [event, ...others] = events;
    const id = nameOf(stem);
    if (event !== undefined && others.length === 0 && endpoints[id] === undefined) endpoints[id] = { time, event };
  }
  const groups = names.find((name) => {
    const values = [...new Set(columns.get(name))].filter((value) => value !== '');
    return [WORDS.tumor, WORDS.normal].every((word) => values.some((value) => word.test(value)));
  });
  return {
    ...(Object.keys(endpoints).length > 0 && { endpoints }),
    ...(groups !== undefined && { groups }),
  };
}

/** `os_status` and `OS` are of OS; a column that is called `status` is of no endpoint by name. */
function stemOf(name: string): string {
  return EVENT.exec(name)?.[1] ?? name;
}

function nameOf(stem: string): string {
  const name = stem.replace(/[^A-Za-z0-9._-]+/g, '_').replace(/^[^A-Za-z0-9]+/, '');
  return name === '' ? 'survival' : name.length <= 4 ? name.toUpperCase() : name;
}
