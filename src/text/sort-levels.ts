/**
 * Distinct labels in R's order of factor levels: by value if all are numbers, else by collation (R uses ICU too, unless it
 * runs in the C locale), so that `ko` comes before `WT`. `isNumber` says what counts as one; by default any finite number.
 */
export function sortLevels(labels: Iterable<string>, isNumber: (label: string) => boolean = isFiniteNumber): string[] {
  const distinct = [...new Set(labels)];
  if (distinct.every(isNumber)) return distinct.sort((a, b) => Number(a) - Number(b));
  if (distinct.every((label) => /^[a-z0-9]*$/.test(label))) return distinct.sort(); // where a collator, slow to make, agrees
  const collator = new Intl.Collator('en');
  return distinct.sort((a, b) => collator.compare(a, b) || (a < b ? -1 : 1));
}

function isFiniteNumber(label: string): boolean {
  return label.trim() !== '' && Number.isFinite(Number(label));
}
