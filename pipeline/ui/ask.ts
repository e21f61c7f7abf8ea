import { constants } from 'node:os';
import { cancel, confirm, isCancel, log, multiselect, note, select, text } from '@clack/prompts';
import { visibleLine, visibleText } from './visible-text.ts';

/** Whether somebody sits at a terminal who can be asked. */
export function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stdout.isTTY === true;
}

export interface Choice {
  readonly value: string;
  readonly hint?: string | undefined;
}

/** Asks for one of several; `initial` is chosen by Enter alone. */
export async function choose(question: string, choices: readonly Choice[], initial?: string): Promise<string> {
  return answered(
    await select({
      message: question,
      options: choices.map(shown),
      ...(initial !== undefined && { initialValue: initial }),
    }),
  );
}

/** Asks for some of several, or none. */
export async function chooseSeveral(
  question: string,
  choices: readonly Choice[],
  { initial, required }: { readonly initial: readonly string[]; readonly required: boolean },
): Promise<readonly string[]> {
  return answered(
    await multiselect({ message: question, options: choices.map(shown), initialValues: [...initial], required }),
  );
}

/** Asks for a text; `refuse` says what is wrong with one. */
export async function askText(
  question: string,
  { placeholder, refuse }: { readonly placeholder: string; readonly refuse: (value: string) => string | undefined },
): Promise<string> {
  return answered(
    await text({ message: question, placeholder, validate: (value) => withoutSteering(refuse((value ?? '').trim())) }),
  ).trim();
}

export async function askWhether(question: string, initial = true): Promise<boolean> {
  return answered(await confirm({ message: question, initialValue: initial }));
}

/** Says why an answer cannot be taken. */
export function refuse(why: string): void {
  log.error(visibleText(why));
}

/** Shows a text in a frame. */
export function show(title: string, body: string): void {
  note(visibleText(body), title, { format: (line) => line });
}

function shown({ value, hint }: Choice): { value: string; label: string; hint?: string } {
  return { value, label: visibleLine(value), ...(hint !== undefined && { hint: visibleLine(hint) }) };
}

function withoutSteering(words: string | undefined): string | undefined {
  return words === undefined ? undefined : visibleLine(words);
}

/** Ctrl-C and Escape end the program: nothing has been written. */
function answered<Answer>(answer: Answer): Exclude<Answer, symbol> {
  if (!isCancel(answer)) return answer as Exclude<Answer, symbol>;
  cancel('stopped, nothing is written');
  process.exit(128 + constants.signals.SIGINT);
}
