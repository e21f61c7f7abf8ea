import { describe, expect, it } from 'vitest';
import { classifyVariables, describeKind } from '../../../src/design/classify-variables.ts';

const kindOf = (name: string, values: string, known = {}) =>
  classifyVariables({ [name]: values.split(' ') }, [name], known)[0]!;

describe('what a variable in digits is taken for', () => {
  it.each(
    `batch Batch BATCH block donor Donor_ID donorId patient Subject.No individual pair pairs replicate rep plate lane Run_number
    clone litter mouse animal animal_id family center centre site flowcell experiment library cell_line age_group sample_id
    sex`.split(/\s+/),
  )('%s: labels', (name) => {
    expect(kindOf(name, '1 2 3 1 2 3')).toMatchObject({ kind: 'factor', isGuess: false });
  });

  it.each(
    `age Age RIN rin_value dose time time_h weight BMI concentration donor_age PatientAge batch_weight hours year`.split(
      /\s+/,
    ),
  )('%s: a number', (name) => {
    expect(kindOf(name, '1 2 3 1 2 3')).toMatchObject({ kind: 'number', isGuess: false });
  });

  it('takes calendar years for numbers, and the years of a batch for labels', () => {
    expect(kindOf('collected', '2014 2015 2016')).toMatchObject({ kind: 'number', isGuess: false });
    expect(kindOf('batch', '2014 2015 2016')).toMatchObject({ kind: 'factor' });
  });

  it('takes what is compared or blocked for a factor, whatever its name', () => {
    expect(kindOf('dose', '0 2 0 2', { compared: ['dose'] })).toMatchObject({ kind: 'factor' });
    expect(kindOf('year', '2014 2015', { blocking: ['year'] })).toMatchObject({ kind: 'factor' });
  });

  it('does what the user says before all else', () => {
    expect(kindOf('batch', '1 2 3', { numeric: ['batch'] })).toMatchObject({ kind: 'number' });
    expect(kindOf('age', '1 2 3', { factors: ['age'] })).toMatchObject({ kind: 'factor' });
  });

  it('asks about other digits, with the key that answers', () => {
    const kind = kindOf('zone', '1 2 3');
    expect(kind).toMatchObject({ kind: 'number', isGuess: true });
    expect(describeKind(kind)).toContain('put it under `factors:`');
    expect(kindOf('zone', '01 02 03')).toMatchObject({ kind: 'factor', isGuess: true });
  });

  it('leaves words and fractions what they are', () => {
    expect(kindOf('age', 'young old')).toMatchObject({ kind: 'factor', isGuess: false });
    expect(kindOf('sv1', '0.12 -0.3 1')).toMatchObject({ kind: 'number', isGuess: false });
  });
});
