import { styleText } from 'node:util';
import { Fault, formatFault } from '../../src/fault.ts';
import type { BatchEvent } from '../batch/batch-events.ts';
import type { StudyFailure } from '../batch/batch-records.ts';
import { describeEvent, type Line, type Tone } from './describe-event.ts';
import { visibleLine, visibleText } from './visible-text.ts';

export type BatchView = (event: BatchEvent) => void;

/** NDJSON when asked for, a live line on a terminal, plain lines elsewhere. */
export function openBatchView({ json }: { readonly json: boolean }): BatchView {
  if (json) return showJson;
  return process.stdout.isTTY ? terminalView() : plainView();
}

function showJson(event: BatchEvent): void {
  process.stdout.write(visibleText(`${JSON.stringify({ time: new Date().toISOString(), ...event })}\n`));
}

function plainView(): BatchView {
  const describe = describer();
  return (event) => {
    const line = describe(event);
    if (line === undefined) return;
    (line.tone === 'bad' ? process.stderr : process.stdout).write(visibleText(`${line.text}\n`));
  };
}

const colors: Readonly<Record<Tone, Parameters<typeof styleText>[0] | undefined>> = {
  good: 'green',
  dim: 'dim',
  warning: 'yellow',
  bad: 'red',
  plain: undefined,
};

/** Finished studies above, and below them one line that says which stage of which study is running. */
function terminalView(): BatchView {
  const describe = describer();
  const colored = !process.env.NO_COLOR;
  const running = new Map<string, string>();
  return (event) => {
    follow(event, running);
    const line = describe(event);
    let text = '\r\u001b[K';
    if (line !== undefined) {
      const color = colors[line.tone];
      const shown = visibleText(line.text);
      text += `${colored && color !== undefined ? styleText(color, shown) : shown}\n`;
    }
    const live = [...running].map(([study, stage]) => visibleLine(`${study} ${stage}`)).join(' | ');
    process.stdout.write(text + live.slice(0, (process.stdout.columns || 80) - 1));
  };
}

function follow(event: BatchEvent, running: Map<string, string>): void {
  if (event.type === 'study-started') running.set(event.study, '');
  else if (event.type === 'study-finished' || event.type === 'study-failed') running.delete(event.study);
  else if (event.type === 'study-event' && event.event.type === 'stage-started') {
    running.set(event.study, event.event.stage);
  }
}

/** What a reader of the log is told; it counts the studies that have ended. */
function describer(): (event: BatchEvent) => Line | undefined {
  let todo = 0;
  let ended = 0;
  const counted = (): string => `[${++ended}/${todo}]`;
  return (event) => {
    switch (event.type) {
      case 'batch-started':
        todo = event.todo;
        return { tone: 'plain', text: `${countOf(event.studies)}, ${event.todo} to run -> ${event.results}` };
      case 'study-queued':
        return { tone: 'dim', text: visibleLine(`${event.study}: in the queue of SLURM as ${event.job}`) };
      case 'slurm-silent':
        return {
          tone: 'warning',
          text: visibleLine(
            `${event.message} (${event.found ?? 'nothing said'}): it is asked again for ${event.minutes} minutes; what is in the queue goes on`,
          ),
        };
      case 'study-finished': {
        const time = event.durationMs === undefined ? '' : ` in ${seconds(event.durationMs)}`;
        return { tone: 'good', text: `${counted()} ${visibleLine(event.study)}: done${time}` };
      }
      case 'study-failed':
        return {
          tone: 'bad',
          text: `${counted()} ${visibleLine(event.study)}: failed\n${event.failures.map(formatFailure).join('\n')}`,
        };
      case 'study-event': {
        if (event.event.type !== 'stage-note' || event.event.level !== 'warning') return undefined;
        const line = describeEvent(event.event);
        return line && { ...line, text: visibleLine(`${event.study}: ${line.text}`) };
      }
      case 'batch-finished':
        return describeEnd(event);
      case 'batch-stopped':
        return {
          tone: 'warning',
          text: `stopped by ${event.signal}: finished stages are kept, run again to go on`,
        };
      case 'study-started':
        return undefined;
    }
  };
}

function describeEnd({ ok, done, failed, queued, page, durationMs }: Extract<BatchEvent, { type: 'batch-finished' }>) {
  const lines = [
    `${countOf(done)} done${failed.length > 0 ? `, ${failed.length} failed` : ''}${queued.length > 0 ? `, ${queued.length} in the queue` : ''} in ${seconds(durationMs)}`,
  ];
  if (failed.length > 0) lines.push(`failed: ${failed.map(visibleLine).join(', ')}`);
  lines.push(`page: ${page}`);
  return { tone: ok ? 'good' : 'bad', text: lines.join('\n') } as const;
}

/** The block of a fault, or the stack of a bug, with the stage it happened in. */
export function formatFailure({ stage, fault, bug }: StudyFailure): string {
  return `${stage === undefined ? '' : `${stage}: `}${fault === undefined ? bug : formatFault(new Fault(fault))}`;
}

function countOf(studies: number): string {
  return `${studies} ${studies === 1 ? 'study' : 'studies'}`;
}

function seconds(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
