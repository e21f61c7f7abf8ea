// What takes long in large tables of text: reading rows of counts and writing rows of numbers.
export { countLines, scanEnd, scanRows } from './scan-rows';
export { writeRows } from './write-rows';

/** First byte the host may use. */
export function heapBase(): usize {
  return __heap_base;
}
