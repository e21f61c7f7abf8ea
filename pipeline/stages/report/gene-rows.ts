/** The genes of a result table, and which row each has. */
export interface GeneRows {
  readonly ids: readonly string[];
  readonly rowOf: ReadonlyMap<string, number>;
}

/** Gives the rows of genes; for equal genes, which most contrasts of a study have, the same memory. */
export function shareRows(): (ids: readonly string[]) => GeneRows {
  const known: GeneRows[] = [];
  return (ids) => {
    const same = known.find((one) => one.ids.length === ids.length && ids.every((id, row) => id === one.ids[row]));
    if (same !== undefined) return same;
    const rows = { ids, rowOf: new Map(ids.map((id, row) => [id, row])) };
    known.push(rows);
    return rows;
  };
}
