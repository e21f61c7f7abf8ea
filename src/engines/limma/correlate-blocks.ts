import type { Note } from '../../design/note.ts';
import { Fault } from '../../fault.ts';
import type { BlockCorrelation } from './block-correlation.ts';
import { duplicateCorrelation } from './duplicate-correlation.ts';
import type { Expression } from './linear-fit.ts';
import type { LimmaStudy } from './study.ts';

/** The correlation within the blocks of a study; a `Fault` where the samples cannot tell it. */
export function correlateBlocks(
  { model }: LimmaStudy,
  { codes }: NonNullable<LimmaStudy['block']>,
  expression: Expression,
  weights?: Float64Array,
): BlockCorrelation {
  const { consensus } = duplicateCorrelation(expression, model, codes, weights);
  if (!Number.isNaN(consensus)) return { blocks: codes, correlation: consensus };
  throw new Fault({
    code: 'BLOCK_CORRELATION_UNKNOWN',
    message: 'The correlation within blocks cannot be estimated.',
    found: `${model.samples} samples, ${model.columns} coefficients, ${codes.reduce((a, b) => Math.max(a, b), 0) + 1} blocks`,
    expected: 'two or more blocks, fewer than samples less one, and three residual degrees of freedom',
    hint: 'Leave the blocks out, or put them into the design.',
  });
}

/** Notes where the correlation says that blocks were of no use. */
export function noteCorrelation(correlation: number, name: string, notes: Note[]): void {
  if (correlation === 0) {
    notes.push({
      code: 'BLOCK_NO_CORRELATION',
      text: `The blocks ${name} have one sample each or are told by the design, so they change nothing.`,
    });
  } else if (correlation < 0) {
    notes.push({
      code: 'BLOCK_CORRELATION_NEGATIVE',
      text:
        `Samples of the same ${name} are less alike than others (correlation ${correlation.toPrecision(2)}); ` +
        'without blocks the tests would be simpler and no weaker.',
    });
  }
}
