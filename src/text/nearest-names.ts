/**
 * The `n` candidates most like `name`, best first, for "did you mean" hints; ties keep the order of the candidates.
 *
 * Likeness is the optimal string alignment distance (insert, delete, replace, swap neighbors: 1 each; Damerau 1964,
 * doi:10.1145/363958.363994) of the lower-case names. Candidates further than a third of the longer length are left out,
 * unless one name contains the other. Empty if nothing is near. O(candidates x length^2).
 */
export function nearestNames(name: string, candidates: Iterable<string>, n = 3): string[] {
  const wanted = name.toLowerCase();
  const near: { candidate: string; distance: number }[] = [];
  for (const candidate of new Set(candidates)) {
    const other = candidate.toLowerCase();
    const longer = Math.max(wanted.length, other.length);
    const contained = Math.min(wanted.length, other.length) >= 3 && (other.includes(wanted) || wanted.includes(other));
    const limit = contained ? longer : Math.max(1, Math.floor(longer / 3));
    if (Math.abs(wanted.length - other.length) > limit) continue;
    const distance = alignmentDistance(wanted, other);
    if (distance <= limit && distance < longer) near.push({ candidate, distance });
  }
  return near
    .sort((a, b) => a.distance - b.distance)
    .slice(0, n)
    .map((entry) => entry.candidate);
}

/** `did you mean 'a', 'b' or 'c'?`, or the empty string if nothing is near. */
export function didYouMean(name: string, candidates: Iterable<string>, n = 3): string {
  const near = nearestNames(name, candidates, n).map((candidate) => `'${candidate}'`);
  if (near.length === 0) return '';
  const last = near.pop();
  return `Did you mean ${near.length > 0 ? `${near.join(', ')} or ` : ''}${last}?`;
}

function alignmentDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) best = Math.min(best, beforeLast[j - 2]! + 1);
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}
