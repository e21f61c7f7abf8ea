import type { Note } from '../../design/note.ts';
import type { ModelColumns } from './model-columns.ts';

/** Fewer events for each parameter leave coefficients biased: P. Peduzzi et al., J. Clin. Epidemiol. 48 (1995) 1503. */
const EVENTS_PER_PARAMETER = 10;

interface Described {
  readonly columns: Pick<ModelColumns, 'names'>;
  readonly coefficients: Float64Array;
  readonly isInfinite: Uint8Array;
  readonly hasConverged: boolean;
  readonly iterations: number;
  readonly events: number;
}

/** Notes on coefficients that are no estimates, and on too few events. */
export function describeFit(fit: Described): Note[] {
  const { columns, coefficients, isInfinite, events } = fit;
  const notes: Note[] = [];
  const add = (code: string, text: string): void => void notes.push({ code, text, level: 'warning' });
  const runaway = columns.names.filter((_, j) => isInfinite[j] === 1);
  if (runaway.length > 0) {
    add(
      'COX_INFINITE',
      `The likelihood rises without end as the coefficient of ${runaway.join(', ')} grows (separation), so there is no hazard ratio; the likelihood ratio test holds.`,
    );
  }
  if (!fit.hasConverged) {
    add(
      'COX_NOT_CONVERGED',
      `The fit had not converged after ${fit.iterations} iterations; do not use its coefficients.`,
    );
  }
  const redundant = columns.names.filter((_, j) => Number.isNaN(coefficients[j]!));
  if (redundant.length > 0) {
    add('COX_REDUNDANT', `${redundant.join(', ')} follows from the other covariates and is left out.`);
  }
  const parameters = coefficients.length - redundant.length;
  if (events < EVENTS_PER_PARAMETER * parameters) {
    add(
      'COX_FEW_EVENTS',
      `${events} events for ${parameters} parameters: fewer than ten each, so estimates are unreliable.`,
    );
  }
  return notes;
}
