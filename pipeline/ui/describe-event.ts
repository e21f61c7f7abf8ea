import { Fault, formatFault } from '../../src/fault.ts';
import type { RunEvent } from '../engine/events.ts';
import { formatReason, type Reason } from '../engine/reason.ts';

export type Tone = 'good' | 'dim' | 'warning' | 'bad' | 'plain';

export interface Line {
  readonly tone: Tone;
  readonly text: string;
}

/**
 * What a reader of the run's log is told, event by event. What a study does not ask for comes at the end, and once for all
 * contrasts: it is no news.
 */
export function lineReader(): (event: RunEvent) => readonly Line[] {
  const skipped = new Set<string>();
  return (event) => {
    const line = describeEvent(event);
    if (line === undefined) return [];
    if (event.type === 'stage-skipped') {
      skipped.add(line.text);
      return [];
    }
    if (event.type !== 'run-finished') return [line];
    return [...[...skipped].map((text): Line => ({ tone: 'dim', text })), line];
  };
}

/** What a reader of the run's log is told of an event alone; undefined for what only a progress display shows. */
export function describeEvent(event: RunEvent): Line | undefined {
  switch (event.type) {
    case 'run-started':
      return { tone: 'plain', text: `${event.study} -> ${event.results}` };
    case 'stage-skipped':
      // What skips a stage is said of the study, so of all its contrasts.
      return { tone: 'dim', text: `${event.stage.replace(/\[.*/, '')}: skipped, ${event.reason}` };
    case 'stage-fresh':
      return { tone: 'dim', text: `${event.stage}: unchanged` };
    case 'stage-reused':
      return { tone: 'good', text: `${event.stage}: earlier result published (${because(event.reasons)})` };
    case 'stage-started':
      return { tone: 'plain', text: `${event.stage}: running (${because(event.reasons)})` };
    case 'stage-note':
      return {
        tone: event.level === 'warning' ? 'warning' : 'dim',
        text: `${event.stage}: ${event.level === 'warning' ? 'warning: ' : ''}${event.text}`,
      };
    case 'stage-finished':
      return { tone: 'good', text: `${event.stage}: done in ${seconds(event.durationMs)}` };
    case 'stage-failed':
      return {
        tone: 'bad',
        text: `${event.stage}: failed\n${event.fault ? formatFault(new Fault(event.fault)) : event.bug}`,
      };
    case 'stage-blocked':
      return { tone: 'warning', text: `${event.stage}: not run, because ${event.by} failed` };
    case 'result-retired':
      return { tone: 'dim', text: `${event.stage}: no longer part of the study, its files were removed` };
    case 'run-finished':
      return {
        tone: event.ok ? 'good' : 'bad',
        text: `${event.ok ? 'finished' : 'stopped'} in ${seconds(event.durationMs)}: ${tally(event)}`,
      };
    case 'run-stopped':
      return { tone: 'warning', text: `stopped by ${event.signal}: finished stages are kept, run again to go on` };
    case 'stage-progress':
      return undefined;
  }
}

function because(reasons: readonly Reason[]): string {
  const shown = reasons.slice(0, 3).map(formatReason).join(', ');
  const more = reasons.length - 3;
  return more > 0 ? `${shown} and ${more} more ${more === 1 ? 'change' : 'changes'}` : shown;
}

function tally(event: Extract<RunEvent, { readonly type: 'run-finished' }>): string {
  const counts: [number, string][] = [
    [event.executed, 'ran'],
    [event.reused, 'published again'],
    [event.fresh, 'unchanged'],
    [event.skipped, 'skipped'],
    [event.failed, 'failed'],
    [event.blocked, 'not run'],
  ];
  return counts
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count} ${what}`)
    .join(', ');
}

function seconds(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
