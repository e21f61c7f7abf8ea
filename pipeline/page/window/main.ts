import { startEngine } from './engine.ts';
import { unpackPart } from './unpack-parts.ts';
(async()=>{
const parts={assets: Object.entries(await unpackPart<Record<string,string>>('assets')), worker: await unpackPart<string>('worker')};
(globalThis as any).demo = await unpackPart('demo');
(globalThis as any).engine = startEngine(parts);
})();
