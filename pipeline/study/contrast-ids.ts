import type { StudyContrast } from './study.ts';

type GivenContrast = Omit<StudyContrast, 'id'> & { readonly id?: string | undefined };

/** Names the contrasts that have no id: `mir9_vs_control`, with the variable before it where two would be called the same. */
export function nameContrasts(contrasts: readonly GivenContrast[]): StudyContrast[] {
  const short = contrasts.map(({ target, reference }) => fileName(`${target}_vs_${reference}`));
  return contrasts.map(({ id, variable, target, reference }, index) => {
    const name = short[index] as string;
    const unique = short.every((other, position) => position === index || other !== name);
    return { id: id ?? (unique ? name : fileName(`${variable}_${name}`)), variable, target, reference };
  });
}

function fileName(text: string): string {
  return text.replace(/[^A-Za-z0-9._-]+/g, '_').replace(/^[^A-Za-z0-9]+/, '');
}
