/** What a stage assumed or remarked. */
export interface StageNote {
  readonly level: string;
  readonly text: string;
}

/** The notes of stages as a table (`notes.tsv`), a line a note. */
export function formatNotes(notes: readonly (readonly [stage: string, notes: readonly StageNote[]])[]): string {
  const rows = [['stage', 'level', 'note']];
  for (const [stage, own] of notes)
    for (const { level, text } of own) rows.push([stage, level, text.replace(/\s+/g, ' ')]);
  return rows.map((fields) => `${fields.join('\t')}\n`).join('');
}
