import { type KeptNote, noteFile } from '../../src/artifacts/json-files.ts';
import type { StageContext } from '../engine/stage.ts';
import { writeJsonArtifact } from './artifact-files.ts';

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
  await writeJsonArtifact(context.output('notes'), noteFile, notes);
}
