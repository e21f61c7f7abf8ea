import { basename } from 'node:path';
import type { Study } from '../../study/study.ts';

/** Whose shared response will be taken out of which contrasts; nothing for a study of one miRNA without a background. */
export function describeShared({ contrasts, background, sharedResponse }: Study): readonly string[] {
  const own = contrasts.filter(({ mirna }) => mirna !== undefined);
  const named = [
    ...own.map(({ id, mirna = [] }) => `${id} (${mirna.join(', ')})`),
    ...background.map(({ table, mirna }) => `${basename(table)} (${mirna.join(', ')})`),
  ];
  if (own.length === 0 && background.length === 0) return [];
  if (!sharedResponse) return [`shared response: not looked for, as \`shared_response\` is off`];
  return [
    `shared response: what contrasts of other families show as well is taken out before ranking; of ${named.join(', ')}`,
  ];
}
