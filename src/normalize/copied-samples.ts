/**
 * Groups of samples with the same count in every gene: copies of one library, which count as replicates that agree fully.
 *
 * @param counts [genes x samples], row-major
 * @returns indices of samples, two or more a group
 */
export function copiedSamples(counts: ArrayLike<number>, samples: number): number[][] {
  const groups: number[][] = [];
  for (let sample = 0; sample < samples; sample++) {
    const twin = groups.find(([first]) => isSame(counts, samples, first!, sample));
    if (twin === undefined) groups.push([sample]);
    else twin.push(sample);
  }
  return groups.filter(({ length }) => length > 1);
}

function isSame(counts: ArrayLike<number>, samples: number, first: number, second: number): boolean {
  for (let at = 0; at < counts.length; at += samples) if (counts[at + first] !== counts[at + second]) return false;
  return true;
}

/** What is to be said of copies, in words; one line a group. */
export function describeCopies(copies: readonly (readonly number[])[], sampleIds: readonly string[]): string[] {
  return copies.map((group) => {
    const names = group.map((sample) => sampleIds[sample]!);
    return (
      `The samples ${names.join(' and ')} have the same count in every gene: they are copies of one library, not replicates, ` +
      'and make differences look surer than they are. Was a file counted twice?'
    );
  });
}
