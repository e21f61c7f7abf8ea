import { orderAscending } from '../../stats/ranks/order-ascending.ts';
import {
  codeCombinations,
  isMissingLabel,
  type Labels,
  prepareSurvivalRows,
  requireGroups,
  type SurvivalQuestion,
  type SurvivalRows,
} from '../survival-rows.ts';
import { type CurveOptions, curveOfRows } from './kaplan-meier.ts';
import type { SurvivalCurve } from './survival-curve.ts';

export interface GroupCurves {
  /** In R's order of levels. */
  readonly groups: readonly string[];
  /** [groups]. */
  readonly curves: readonly SurvivalCurve[];
  readonly dropped: number;
}

/** Kaplan-Meier curves of groups, as R's `survfit(Surv(time, event) ~ group)`: close times are merged over all groups. */
export function kaplanMeierByGroup(
  question: SurvivalQuestion,
  groups: Labels,
  options: CurveOptions = {},
): GroupCurves {
  requireGroups(question, groups);
  const rows = prepareSurvivalRows({ ...question, strata: undefined, cluster: undefined }, (row) =>
    isMissingLabel(groups[row]),
  );
  const { codes, levels } = codeCombinations([groups], rows.kept);
  const curves = levels.map((_, level) => curveOfRows(selectRows(rows, codes, level), options));
  return { groups: levels, curves, dropped: rows.dropped };
}

function selectRows(rows: SurvivalRows, codes: Int32Array, level: number): SurvivalRows {
  const isOf = (_: unknown, k: number): boolean => codes[k] === level;
  const event = rows.event.filter(isOf);
  const time = rows.time.filter(isOf);
  return {
    ...rows,
    time,
    byTime: orderAscending(time),
    event,
    weights: rows.weights.filter(isOf),
    kept: rows.kept.filter(isOf),
    dropped: 0,
    events: event.reduce((sum, value) => sum + value, 0),
  };
}
