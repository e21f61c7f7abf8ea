import type { Instance } from './graph.ts';
import type { Place, StudyShape } from './stage.ts';

/** The stages of a study and the files it names, with what each reads. */
export interface Dag {
  readonly nodes: readonly DagNode[];
  readonly edges: readonly { readonly from: string; readonly to: string }[];
}

export interface DagNode {
  readonly id: string;
  readonly kind: 'file' | 'stage';
  readonly label: string;
  readonly skipped: boolean;
  /** 0 for what nothing comes before. */
  readonly layer: number;
}

/** What is run for many places is one node, so that the picture stays readable. */
export function makeDag<Study extends StudyShape>(instances: readonly Instance<Study>[]): Dag {
  const stages = new Map<string, Instance<Study>[]>();
  for (const instance of instances) {
    const { id } = instance.stage;
    stages.set(id, [...(stages.get(id) ?? []), instance]);
  }
  const edges = new Map<string, { from: string; to: string }>();
  const layers = new Map<string, number>();
  const consumers = new Map<string, number>();
  const stageOf = new Map(instances.map(({ id, stage }) => [id, stage.id]));
  for (const [stage, members] of stages) {
    const before = new Set(members.flatMap(({ upstream }) => upstream.map((id) => stageOf.get(id) as string)));
    const layer = 1 + Math.max(0, ...[...before].map((id) => layers.get(id) as number));
    layers.set(stage, layer);
    for (const from of before) edges.set(`${from} ${stage}`, { from, to: stage });
    if (members.every(({ skipped }) => skipped !== undefined)) continue;
    for (const key of members.flatMap(({ inputs }) => inputs.flatMap(({ files }) => files.map((file) => file.key)))) {
      consumers.set(key, Math.min(consumers.get(key) ?? layer, layer));
      edges.set(`file:${key} ${stage}`, { from: `file:${key}`, to: stage });
    }
  }
  const files = [...consumers].map(
    ([key, first]): DagNode => ({ id: `file:${key}`, kind: 'file', label: key, skipped: false, layer: first - 1 }),
  );
  const steps = [...stages].map(([id, members]): DagNode => {
    const skipped = members.every((member) => member.skipped !== undefined);
    const times = timesOf(members.map(({ places }) => places));
    const label = `${id}${times}${skipped ? ' (skipped)' : ''}`;
    return { id, kind: 'stage', label, skipped, layer: layers.get(id) as number };
  });
  return { nodes: [...files, ...steps], edges: [...edges.values()] };
}

/** ` (3 contrasts, 2 engines)`: the places that a stage is run for; a further dimension with one place goes without saying. */
function timesOf(members: readonly ReadonlyMap<string, Place>[]): string {
  const dimensions = [...(members[0] ?? new Map<string, Place>()).keys()];
  const counts = dimensions.flatMap((dimension, at) => {
    const count = new Set(members.map((places) => places.get(dimension)?.id)).size;
    return at > 0 && count === 1 ? [] : [`${count} ${dimension}${count === 1 ? '' : 's'}`];
  });
  return counts.length === 0 ? '' : ` (${counts.join(', ')})`;
}

/** In Mermaid's notation. */
export function formatMermaid({ nodes, edges }: Dag): string {
  const names = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  const lines = [
    ...nodes.map(({ id, kind, label }) => `  ${names.get(id)}${kind === 'file' ? `([${label}])` : `["${label}"]`}`),
    ...edges.map(({ from, to }) => `  ${names.get(from)} --> ${names.get(to)}`),
  ];
  return `flowchart TD\n${lines.join('\n')}\n`;
}

const rowPx = 76;
const boxPx = 34;
const gapPx = 22;
const letterPx = 7.2;

/** As an SVG picture: files above what reads them, each stage below what it reads. What follows from other lines is left out. */
export function drawDag({ nodes, edges: all }: Dag): string {
  const edges = reduce(all);
  const rows: DagNode[][] = [];
  for (const node of nodes) {
    rows[node.layer] ??= [];
    rows[node.layer]?.push(node);
  }
  const widthOf = ({ label }: DagNode): number => Math.ceil(label.length * letterPx) + 28;
  const widths = rows.map((row) => row.reduce((sum, node) => sum + widthOf(node) + gapPx, -gapPx));
  const width = Math.max(...widths) + 2 * gapPx;
  const height = rows.length * rowPx + gapPx;
  const centers = new Map<string, { readonly x: number; readonly y: number }>();
  const boxes: string[] = [];
  for (const [layer, row] of rows.entries()) {
    let left = (width - (widths[layer] as number)) / 2;
    const y = gapPx + layer * rowPx + boxPx / 2;
    for (const node of row) {
      const box = widthOf(node);
      centers.set(node.id, { x: left + box / 2, y });
      const style = node.kind === 'file' ? 'fill="#f4f4f0" stroke="#8a8a80"' : 'fill="#e7effa" stroke="#3b6ea8"';
      boxes.push(
        `<rect x="${left}" y="${y - boxPx / 2}" width="${box}" height="${boxPx}" rx="${node.kind === 'file' ? boxPx / 2 : 5}" ${style}${node.skipped ? ' stroke-dasharray="4 3"' : ''}/>`,
        `<text x="${left + box / 2}" y="${y + 4}" text-anchor="middle">${escapeXml(node.label)}</text>`,
      );
      left += box + gapPx;
    }
  }
  const lines = edges.map(({ from, to }) => {
    const start = centers.get(from) as { x: number; y: number };
    const end = centers.get(to) as { x: number; y: number };
    const [top, bottom] = [start.y + boxPx / 2, end.y - boxPx / 2];
    const middle = (top + bottom) / 2;
    return `<path d="M${start.x} ${top}C${start.x} ${middle} ${end.x} ${middle} ${end.x} ${bottom}"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="13">
<title>Stages of the study and what each reads</title>
<g fill="none" stroke="#9aa4b0">
${lines.join('\n')}
</g>
${boxes.join('\n')}
</svg>
`;
}

/** The edges without those that a longer way implies. */
function reduce(edges: Dag['edges']): Dag['edges'] {
  const next = new Map<string, string[]>();
  for (const { from, to } of edges) next.set(from, [...(next.get(from) ?? []), to]);
  const reaches = (from: string, to: string): boolean =>
    (next.get(from) ?? []).some((node) => node === to || reaches(node, to));
  return edges.filter(({ from, to }) => !(next.get(from) ?? []).some((node) => node !== to && reaches(node, to)));
}

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
