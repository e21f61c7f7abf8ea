/** Controls, and the marks that turn the direction of writing: what steers a terminal, or makes it show another text. */
const STEERING = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Text for a terminal. Names and cells come from files of others: what would steer the terminal is shown as JSON would write
 * it, `\u001b`, so that a line of JSON keeps its meaning. Line ends and tabs stay.
 */
export function visibleText(text: string): string {
  return text.replace(STEERING, (char) => (char === '\n' || char === '\t' ? char : escaped(char)));
}

/** The same for a name or a cell, which is of one line. */
export function visibleLine(text: string): string {
  return text.replace(STEERING, escaped);
}

function escaped(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
