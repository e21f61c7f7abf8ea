import type { Effect } from '../../src/ranking/changes/effect.ts';
import type { StudyContrast } from './study.ts';

interface GivenContrast {
  readonly id?: string | undefined;
  readonly variable: string;
  readonly target: string;
  readonly reference: string;
  readonly effect?: Effect | undefined;
}

/** The contrasts of a study file; those without id are named `mir9_vs_control`, with the variable before it where two would be called the same. */
export function nameContrasts(contrasts: readonly GivenContrast[], design: string, usual: Effect): StudyContrast[] {
  const short = contrasts.map(({ target, reference }) => fileName(`${target}_vs_${reference}`));
  return contrasts.map(({ id, variable, target, reference, effect = usual }, index) => {
    const name = short[index] as string;
    const unique = short.every((other, position) => position === index || other !== name);
    return {
      id: id ?? (unique ? name : fileName(`${variable}_${name}`)),
      design,
      comparison: { kind: 'levels', variable, target, reference },
      exclude: null,
      effect,
    };
  });
}

/** A text without what file systems and shells take amiss; letters lose their accents. */
export function fileName(text: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '');
  return plain.replace(/[^A-Za-z0-9._-]+/g, '_').replace(/^[^A-Za-z0-9]+/, '');
}
