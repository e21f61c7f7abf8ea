export async function batchTask(_p: string, _o: number): Promise<number> {
  return 0;
}
