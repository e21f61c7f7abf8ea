// Writes docs/messages.md: each error that a user may see, with its cause and cure, and each warning, read from the places in the
// sources that raise them. `--check` writes nothing and fails where the file is not what it would be.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'rolldown/experimental';

const root = fileURLToPath(new URL('../', import.meta.url));
const target = `${root}docs/messages.md`;
const CODE = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/;
const BLANK = '…';

const faults = new Map();
const warnings = new Set();
const files = ['src', 'pipeline'].flatMap((folder) =>
  readdirSync(root + folder, { recursive: true }).map((file) => `${folder}/${file}`),
);
for (const file of files.filter((name) => name.endsWith('.ts')).sort()) {
  if (/\/(assembly|generated|client)\/|human-gene|go-genes|go-terms/.test(file)) continue;
  const text = readFileSync(root + file, 'utf8');
  if (!/code:|warning/.test(text)) continue;
  collect(parseSync(file, text).program, declarationsOf(text, file));
}

const parts = new Map();
for (const code of [...faults.keys()].sort()) {
  const part = code.split('_')[0];
  parts.set(part, [...(parts.get(part) ?? []), code]);
}
const text = `# Errors and warnings

Generated from the sources (\`npm run docs:messages\`); do not edit it. ${BLANK} stands for what the message fills in: a name, a
number, a file. An error ends the command before any work with exit code 2, or a stage of a run with exit code 1, and prints its
code, what is wrong, where, what was found, what was expected and the cure; \`--json\` prints the same as one object.

## Errors

${[...parts.values()].map((codes) => codes.map(describeFault).join('\n')).join('\n')}
## Warnings

A warning never stops anything: it stands in the terminal, at the head of the report and in \`status\`.

${[...warnings]
  .sort()
  .map((line) => `- ${line}`)
  .join('\n')}
`;

if (!process.argv.includes('--check')) writeFileSync(target, text);
else if (readFileSync(target, 'utf8') !== text) {
  process.stderr.write('docs/messages.md is out of date: npm run docs:messages\n');
  process.exitCode = 1;
}

function describeFault(code) {
  const causes = [...faults.get(code).values()].map(({ message, expected, hint }) => {
    const rows = [`- ${message}`];
    if (expected !== undefined && expected !== BLANK) rows.push(`  - expected: ${expected}`);
    if (hint !== undefined && hint !== BLANK) rows.push(`  - cure: ${hint}`);
    return rows.join('\n');
  });
  return `### ${code}\n\n${causes.join('\n')}\n`;
}

/** Faults and warnings of a syntax tree. */
function collect(node, known) {
  if (Array.isArray(node)) {
    for (const one of node) collect(one, known);
    return;
  }
  if (node === null || typeof node !== 'object') return;
  if (node.type === 'ObjectExpression') {
    const values = valuesOf(node);
    const code = values.get('code');
    if (code?.type === 'Literal' && CODE.test(code.value) && values.has('message')) addFault(code.value, values, known);
    else if (code?.type === 'ConditionalExpression' && values.has('message')) {
      for (const side of [code.consequent, code.alternate]) {
        if (side.type === 'Literal' && CODE.test(side.value)) addFault(side.value, values, known);
      }
    }
    const level = values.get('level');
    if (level?.type === 'Literal' && level.value === 'warning') addWarning(values.get('text'), known);
  }
  if (node.type === 'CallExpression') {
    const { callee, arguments: given } = node;
    const of = callee.type === 'MemberExpression' && callee.property?.name === 'push' ? callee.object : undefined;
    if (of?.name === 'warnings') for (const one of given) addWarning(one, known);
    if (callee.name === 'warning') addWarning(given[0], known);
  }
  for (const [key, value] of Object.entries(node)) if (key !== 'parent') collect(value, known);
}

function addFault(code, values, known) {
  const [message, expected, hint] = ['message', 'expected', 'hint'].map((key) => say(values.get(key), known));
  const all = faults.get(code) ?? new Map();
  all.set(`${message}|${hint}`, { message, expected, hint });
  faults.set(code, all);
}

function addWarning(node, known) {
  const line = say(node, known);
  if (line !== undefined && line.replaceAll(BLANK, '').trim() !== '') warnings.add(line);
}

function valuesOf({ properties }) {
  return new Map(
    properties
      .filter(({ type, key }) => type === 'Property' && key !== undefined)
      .map(({ key, value }) => [key.name ?? key.value, value]),
  );
}

/** What an expression says, with a blank for each part that is known at run time only. */
function say(node, known, depth = 0) {
  if (node === undefined || depth > 4) return node === undefined ? undefined : BLANK;
  const inner = (one) => say(one, known, depth + 1);
  if (node.type === 'Literal') return escapeText(String(node.value));
  if (node.type === 'TemplateLiteral') {
    return node.quasis
      .map(({ value }, i) => escapeText(value.cooked) + (i < node.expressions.length ? inner(node.expressions[i]) : ''))
      .join('');
  }
  if (node.type === 'BinaryExpression' && node.operator === '+') return inner(node.left) + inner(node.right);
  if (node.type === 'ConditionalExpression') {
    const sides = [inner(node.consequent), inner(node.alternate)].filter((side) => side !== '' && side !== 'undefined');
    if (sides.every((side) => side === BLANK)) return BLANK;
    return sides.length === 2 ? `(${sides.join(' / ')})` : sides[0];
  }
  if (node.type === 'LogicalExpression') {
    const sides = [inner(node.left), inner(node.right)].filter((side) => side !== '' && side !== BLANK);
    return sides.length === 0 ? BLANK : sides.join(' / ');
  }
  if (node.type === 'Identifier' && known.has(node.name)) return inner(known.get(node.name));
  return BLANK;
}

function escapeText(text) {
  return text.replaceAll('\n', ' ').replaceAll('<', '&lt;').replaceAll('|', '\\|').replaceAll('*', '\\*');
}

/** Constants of a file by name, where a name is given once. */
function declarationsOf(text, file) {
  const found = new Map();
  const walk = (node) => {
    if (Array.isArray(node)) for (const one of node) walk(one);
    else if (node !== null && typeof node === 'object') {
      if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.init) {
        found.set(node.id.name, found.has(node.id.name) ? null : node.init);
      }
      for (const value of Object.values(node)) walk(value);
    }
  };
  walk(parseSync(file, text).program);
  return new Map([...found].filter(([, init]) => init !== null));
}
