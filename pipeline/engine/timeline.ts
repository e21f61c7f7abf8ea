import { escapeXml } from './dag.ts';
import type { RunEvent } from './events.ts';

interface Bar {
  readonly stage: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly failed: boolean;
}

/** Collects when each stage ran. */
export interface Timeline {
  record(event: RunEvent): void;
  /** The page, or undefined when nothing ran. */
  render(title: string): string | undefined;
}

export function openTimeline(now: () => number): Timeline {
  const begunAt = now();
  const bars: Bar[] = [];
  return {
    record(event) {
      if (event.type !== 'stage-finished' && event.type !== 'stage-failed') return;
      const endMs = now() - begunAt;
      bars.push({
        stage: event.stage,
        startMs: Math.max(0, endMs - event.durationMs),
        endMs,
        failed: event.type === 'stage-failed',
      });
    },
    render: (title) => (bars.length === 0 ? undefined : renderPage(title, bars)),
  };
}

const rowPx = 26;
const labelPx = 260;
const scalePx = 640;
const edgePx = 90;

function renderPage(title: string, bars: readonly Bar[]): string {
  const sorted = [...bars].sort((a, b) => a.startMs - b.startMs);
  const totalMs = Math.max(1, ...sorted.map(({ endMs }) => endMs));
  const x = (ms: number): number => Math.round(labelPx + (scalePx * ms) / totalMs);
  const rows = sorted.map(({ stage, startMs, endMs, failed }, row) => {
    const y = row * rowPx;
    const width = Math.max(2, x(endMs) - x(startMs));
    const seconds = `${((endMs - startMs) / 1000).toFixed(2)} s${failed ? ', failed' : ''}`;
    return `<text x="${labelPx - 10}" y="${y + 17}" text-anchor="end">${escapeXml(stage)}</text>
<rect x="${x(startMs)}" y="${y + 4}" width="${width}" height="${rowPx - 8}" rx="3" fill="${failed ? '#b3402e' : '#3b6ea8'}"/>
<text x="${x(startMs) + width + 6}" y="${y + 17}" class="time">${seconds}</text>`;
  });
  const height = sorted.length * rowPx + 10;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${escapeXml(title)}: timeline</title>
<style>body{font:14px sans-serif;margin:2em;color:#222}.time{fill:#666}svg{max-width:100%;height:auto}</style>
<h1>${escapeXml(title)}</h1>
<p>When each stage ran: ${(totalMs / 1000).toFixed(2)} s in all. Stages whose results were there are left out.</p>
<svg viewBox="0 0 ${labelPx + scalePx + edgePx} ${height}" width="${labelPx + scalePx + edgePx}" height="${height}" font-size="13" role="img" aria-label="timeline">
${rows.join('\n')}
</svg>
</html>
`;
}
