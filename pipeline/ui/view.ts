import { styleText } from 'node:util';
import type { RunEvent } from '../engine/events.ts';
import { formatReason } from '../engine/reason.ts';
import { describeEvent, lineReader, type Tone } from './describe-event.ts';
import { visibleLine, visibleText } from './visible-text.ts';

/** Shows the events of a run as they come. */
export type View = (event: RunEvent) => void;

export interface ViewOptions {
  /** One JSON object a line, for programs. */
  readonly json: boolean;
}

/** NDJSON when asked for, a live line on a terminal, plain lines elsewhere. */
export function openView({ json }: ViewOptions): View {
  if (json) return showJson;
  return process.stdout.isTTY ? terminalView() : plainView();
}

/** Events on standard output; what failed also on standard error, where a person looks. */
function showJson(event: RunEvent): void {
  const because = 'reasons' in event ? { because: event.reasons.map(formatReason) } : {};
  process.stdout.write(visibleText(`${JSON.stringify({ time: new Date().toISOString(), ...event, ...because })}\n`));
  if (event.type === 'stage-failed') process.stderr.write(visibleText(`${describeEvent(event)?.text}\n`));
}

function plainView(): View {
  const readLines = lineReader();
  return (event) => {
    const stream = event.type === 'stage-failed' ? process.stderr : process.stdout;
    for (const { text } of readLines(event)) stream.write(visibleText(`${text}\n`));
  };
}

type Color = Parameters<typeof styleText>[0];
const colors: Readonly<Record<Tone, Color | undefined>> = {
  good: 'green',
  dim: 'dim',
  warning: 'yellow',
  bad: 'red',
  plain: undefined,
};

/** Finished stages above, and below them one line that says what is running. */
function terminalView(): View {
  const colored = !process.env.NO_COLOR;
  const running = new Map<string, string>();
  const paint = (tone: Tone, text: string): string => {
    const color = colors[tone];
    return colored && color !== undefined ? styleText(color, text) : text;
  };
  const readLines = lineReader();
  return (event) => {
    if (event.type === 'stage-started') running.set(event.stage, event.stage);
    if (event.type === 'stage-progress') {
      const percent = Math.floor((100 * event.done) / event.total);
      running.set(event.stage, `${event.stage} ${percent} % ${event.text}`);
    }
    if (event.type === 'stage-finished' || event.type === 'stage-failed') running.delete(event.stage);
    let text = '\r\u001b[K';
    const lines = event.type === 'stage-started' ? [] : readLines(event);
    for (const line of lines) text += `${paint(line.tone, visibleText(line.text))}\n`;
    const live = [...running.values()]
      .map(visibleLine)
      .join(' | ')
      .slice(0, (process.stdout.columns || 80) - 1);
    process.stdout.write(text + live);
  };
}
