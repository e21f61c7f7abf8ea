import { writeFile } from 'node:fs/promises';
import type { StageContext } from '../engine/stage.ts';

/** A note as it is kept for the report. */
export type KeptNote = { readonly level: 'info' | 'warning'; readonly text: string };

/** Runs a stage and keeps what it says in its output `notes`, for stages that show it again. */
export async function keepNotes<Context extends StageContext<unknown, never, 'notes'>>(
  context: Context,
  run: (context: Context) => Promise<void>,
): Promise<void> {
  const notes: KeptNote[] = [];
  await run({
    ...context,
    emit(message) {
      if (message.type === 'note') notes.push({ level: message.level, text: message.text });
      context.emit(message);
    },
  });
  await writeFile(context.output('notes'), `${JSON.stringify(notes, null, 2)}\n`);
}
