import { Fault } from '../fault.ts';
import { readVariableCall, type VariableSource } from './variable-source.ts';

/** A model formula, reduced to its terms as R's `terms()` does. */
export interface Formula {
  /** The text as given. */
  readonly text: string;
  readonly hasIntercept: boolean;
  /** Every variable that is named, by first appearance (also one that a `-` takes out again). */
  readonly variables: readonly string[];
  /** [variables]: how the values of each are made of the sample table. */
  readonly sources: readonly VariableSource[];
  /** Bit `i` set: variable `i` takes part. Ordered by degree, then by appearance; the intercept is not among them. */
  readonly terms: readonly number[];
}

const MAX_VARIABLES = 30;
const MAX_TERMS = 1000;
const MAX_DEPTH = 100;
const LONGEST_SHOWN = 200;
const TOKEN = /\s*(?:(`[^`]+`|[\p{L}.][\p{L}\p{N}._]*)|(\d+(?:\.\d+)?)|(%in%|[-+*/:^()~|,=]))/uy;

interface Token {
  readonly kind: 'name' | 'number' | 'operator' | 'end';
  readonly text: string;
  /** 1-based character in the formula. */
  readonly column: number;
}

/** Which option a formula is the value of, for faults. */
export type FormulaOption = 'design' | 'reduced';

/**
 * Reads an R model formula: `~ a + b`, `a:b`, `a*b`, `a/b`, `(a + b)^2`, `- a`, and `0 +` or `- 1` for no intercept.
 * Of functions it knows `factor(x)`, `scale(x)` and `I(...)` with a power; others (`log(x)`, splines, random effects) are
 * refused: a covariate is computed in the sample sheet, where it can be seen. At most 30 variables, 1,000 terms and 100
 * parentheses within one another.
 * Source: R's `formula` help page (Wilkinson and Rogers 1973 notation), checked against R 4.2.2.
 */
export function parseFormula(text: string, option: FormulaOption = 'design'): Formula {
  const parser = new FormulaParser(text, option);
  const all = parser.parse();
  const terms = all.filter((term) => term !== 0);
  terms.sort((a, b) => degreeOf(a) - degreeOf(b)); // Array.sort is stable: appearance decides among equals
  const { variables, sources } = parser;
  return { text, hasIntercept: all.includes(0), variables, sources, terms };
}

/** The number of variables in a term. */
export function degreeOf(term: number): number {
  let degree = 0;
  for (let rest = term; rest !== 0; rest &= rest - 1) degree++;
  return degree;
}

/** Recursive descent; a value is a list of distinct terms in which 0 stands for the intercept. */
class FormulaParser {
  readonly variables: string[] = [];
  readonly sources: VariableSource[] = [];
  private depth = 0;
  private readonly text: string;
  private readonly option: FormulaOption;
  private readonly tokens: readonly Token[];
  private position = 0;

  constructor(text: string, option: FormulaOption) {
    this.text = text;
    this.option = option;
    this.tokens = tokenize(text, option);
  }

  parse(): number[] {
    this.expectOperator('~', 'A formula starts with ~, for example ~ batch + condition.');
    const terms = this.sum([0]);
    if (this.current.kind !== 'end') throw this.fault(`"${this.current.text}" is not expected here`);
    return terms;
  }

  /** Products joined by + and -, added to `start`: at the top the intercept that R implies. */
  private sum(start: number[]): number[] {
    let terms = start;
    let sign = this.takeOperator('-') ? '-' : '+';
    if (sign === '+') this.takeOperator('+');
    do {
      const isZero = this.current.kind === 'number' && this.current.text === '0';
      const operand = this.product();
      const removes = (sign === '-') !== isZero;
      terms = removes ? terms.filter((term) => !operand.includes(term)) : this.union(terms, operand);
      sign = this.current.text;
    } while (this.takeOperator('+') || this.takeOperator('-'));
    return terms;
  }

  private product(): number[] {
    let left = this.interaction();
    for (;;) {
      if (this.takeOperator('*')) {
        const right = this.interaction();
        left = this.union(this.union(left, right), this.crossed(left, right));
      } else if (this.takeOperator('/')) {
        const everything = left.reduce((sum, term) => sum | term, 0);
        left = this.union(left, this.crossed([everything], this.interaction()));
      } else return left;
    }
  }

  private interaction(): number[] {
    let left = this.power();
    while (this.takeOperator(':') || this.takeOperator('%in%')) left = this.crossed(left, this.power());
    return left;
  }

  private power(): number[] {
    const base = this.atom();
    if (!this.takeOperator('^')) return base;
    const exponent = this.current;
    if (exponent.kind !== 'number' || !/^[1-9]$/.test(exponent.text))
      throw this.fault('A power is a number from 1 to 9');
    this.position++;
    let result = base;
    for (let i = 1; i < Number(exponent.text); i++) result = this.union(result, this.crossed(result, base));
    return result;
  }

  private atom(): number[] {
    const token = this.current;
    this.position++;
    if (token.kind === 'name') return [this.variable(token)];
    if (token.kind === 'number' && (token.text === '0' || token.text === '1')) return [0];
    if (token.text === '(') {
      if (++this.depth > MAX_DEPTH) {
        throw this.fault(
          `More than ${MAX_DEPTH} parentheses lie within one another`,
          'Write the formula without them.',
        );
      }
      const inner = this.sum([]);
      if (this.current.text === '|') {
        throw this.fault(
          '"|" marks a random effect, which these models do not have',
          'Name the variable as a term of its own, as in ~ donor + condition, to compare within its levels.',
        );
      }
      this.expectOperator(')', 'Close the parenthesis.');
      this.depth--;
      return inner;
    }
    this.position--;
    if (token.kind === 'end') throw this.fault('The formula ends where a variable is expected');
    throw this.fault(`"${token.text}" stands where a variable is expected`);
  }

  private variable(token: Token): number {
    const name = token.text.startsWith('`') ? token.text.slice(1, -1) : token.text;
    if (this.current.text === '(' && !token.text.startsWith('`')) return this.call(token);
    if (name === '.') throw this.fault('"." (all variables) is not understood', 'Name the variables one by one.');
    return this.index(name, { kind: 'column', column: name });
  }

  /** The tokens of a function up to its closing parenthesis. */
  private call({ text: name }: Token): number {
    let depth = 0;
    const start = this.position;
    do {
      if (this.current.kind === 'end') throw this.fault('")" is missing', 'Close the parenthesis.');
      if (this.current.text === '(') depth++;
      else if (this.current.text === ')') depth--;
      this.position++;
    } while (depth > 0);
    const content = this.tokens.slice(start + 1, this.position - 1).map(({ text }) => text);
    const call = readVariableCall(name, content);
    if (call !== undefined) return this.index(call.label, call.source);
    this.position = start;
    throw this.fault(
      `"${name}(...)" is a function that a formula cannot have here`,
      'Use factor(x), scale(x) or I(x^2), or add a column with the computed values to the sample sheet and name it.',
    );
  }

  private index(name: string, source: VariableSource): number {
    let index = this.variables.indexOf(name);
    if (index < 0) {
      index = this.variables.push(name) - 1;
      this.sources.push(source);
      if (index >= MAX_VARIABLES) throw this.fault(`More than ${MAX_VARIABLES} variables`);
    }
    return 2 ** index;
  }

  private union(left: readonly number[], right: readonly number[]): number[] {
    return this.limited([...new Set([...left, ...right])]);
  }

  private crossed(left: readonly number[], right: readonly number[]): number[] {
    const products = new Set<number>();
    for (const a of left) {
      for (const b of right) products.add(a | b);
      this.limited(products);
    }
    return [...products];
  }

  private limited<T extends { readonly length?: number; readonly size?: number }>(terms: T): T {
    if ((terms.length ?? terms.size ?? 0) <= MAX_TERMS) return terms;
    throw this.fault(
      `More than ${MAX_TERMS} terms`,
      'Cross fewer variables with * or ^: each term is a coefficient at least, and needs samples of its own.',
    );
  }

  private get current(): Token {
    return this.tokens[this.position]!;
  }

  private takeOperator(text: string): boolean {
    if (this.current.kind !== 'operator' || this.current.text !== text) return false;
    this.position++;
    return true;
  }

  private expectOperator(text: string, hint: string): void {
    if (!this.takeOperator(text)) throw this.fault(`"${text}" is missing`, hint);
  }

  private fault(message: string, hint = 'Write for example ~ batch + condition, or ~ genotype * treatment.'): Fault {
    return formulaFault({ text: this.text, option: this.option }, this.current.column, message, hint);
  }
}

function tokenize(text: string, option: FormulaOption): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  let end = 0;
  for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) {
    const [, name, number, operator] = match;
    end = TOKEN.lastIndex;
    const token = name ?? number ?? operator ?? '';
    const kind = name !== undefined ? 'name' : number !== undefined ? 'number' : 'operator';
    tokens.push({ kind, text: token, column: end - token.length + 1 });
  }
  const rest = text.slice(end);
  if (rest.trim() !== '') {
    const column = end + rest.search(/\S/) + 1;
    throw formulaFault(
      { text, option },
      column,
      `"${text[column - 1]}" does not belong into a formula`,
      'Use + : * and variable names.',
    );
  }
  tokens.push({ kind: 'end', text: '', column: text.length + 1 });
  return tokens;
}

function formulaFault(
  { text, option }: { readonly text: string; readonly option: FormulaOption },
  column: number,
  message: string,
  hint: string,
): Fault {
  const shown = text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}...` : text;
  return new Fault({ code: 'FORMULA_SYNTAX', option, message: `${message}, in the formula "${shown}".`, column, hint });
}
