import type { Consensus } from './find-consensus.ts';

/** How far engines agree, in a sentence or two. */
export function describeConsensus({ opinions, agreement, alpha }: Consensus): string {
  const count = (...kinds: readonly string[]) => agreement.filter((one) => kinds.includes(one)).length;
  const called = count('all', 'some', 'opposed');
  const engines = opinions.map(({ engine }) => engine);
  const names = `${engines.slice(0, -1).join(', ')} and ${engines.at(-1)}`;
  if (called === 0) return `${names}: none calls a gene at a rate of ${alpha}`;
  const opposed = count('opposed');
  return (
    `${names}: ${count('all')} of ${called} genes that any calls at a rate of ${alpha} are called by all in the same ` +
    `direction, ${opposed === 0 ? 'none' : opposed} in opposed directions; the ranking is of ${engines[0]}`
  );
}
