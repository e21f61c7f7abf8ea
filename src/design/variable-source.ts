/** How the values of a variable of a formula are made of a column of the sample table. */
export type VariableSource =
  | { readonly kind: 'column'; readonly column: string }
  | { readonly kind: 'factor'; readonly column: string }
  | { readonly kind: 'scale'; readonly column: string }
  | { readonly kind: 'power'; readonly column: string; readonly exponent: number };

/**
 * The functions that formulas may have, with the label that R gives the variable: `factor(x)`, `scale(x)` (centered, divided
 * by the standard deviation), `I(x^2)` and other whole powers from 1 to 9; undefined for what is none of them.
 *
 * @param content the tokens between the parentheses
 */
export function readVariableCall(
  name: string,
  content: readonly string[],
): { readonly label: string; readonly source: VariableSource } | undefined {
  const [first, operator, exponent] = content;
  if (first === undefined || !/^[`\p{L}.]/u.test(first)) return undefined;
  const column = first.startsWith('`') ? first.slice(1, -1) : first;
  if ((name === 'factor' || name === 'as.factor' || name === 'scale') && content.length === 1) {
    return { label: `${name}(${first})`, source: { kind: name === 'scale' ? 'scale' : 'factor', column } };
  }
  if (name !== 'I') return undefined;
  if (content.length === 1) return { label: `I(${first})`, source: { kind: 'power', column, exponent: 1 } };
  if (content.length !== 3 || operator !== '^' || !/^[1-9]$/.test(exponent!)) return undefined;
  return { label: `I(${first}^${exponent})`, source: { kind: 'power', column, exponent: Number(exponent) } };
}
