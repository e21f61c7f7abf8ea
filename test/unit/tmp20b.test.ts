import { readFileSync } from 'node:fs';
import { vi, it } from 'vitest';
vi.mock('../../src/wasm/generated/folding-kernel.ts',()=>({foldingKernelBase64:readFileSync('/tmp/h/prof.wasm').toString('base64')}));
const { FoldingKernel } = await import('../../src/mirna/folding/folding-kernel.ts');
const { applyRules } = await import('../../src/mirna/folding/folding-rules.ts');
const { encodeForFolding } = await import('../../src/mirna/folding/folding-bases.ts');
import { wasm } from '../../src/wasm/engine.ts';
it('x',()=>{
 let ex:any; const I=wasm.Instance; (wasm as any).Instance=function(m:any,i:any){const o=new I(m,i) as any; ex=o.exports; return o;};
 const K=new FoldingKernel(); let r=1; const rnd=()=>{r=(r*48271)%2147483647; return r/2147483647};
 const rules={convention:'targetscan7',window:80,span:40,stretch:20} as const;
 for (const n of [148,1500]) { const s=Array.from({length:n},()=>'ACGU'[Math.floor(rnd()*4)]).join(''); 
 const b=encodeForFolding(s);
 const job={bases:b,rules:applyRules(rules,n),ends:n===148?Int32Array.of(80):Int32Array.from({length:n},(_,i)=>i+1),shortest:14,longest:14};
 K.unpaired(job);
 const N=Math.round(300000/n);
 const time=(name:string,f:()=>void)=>{for(let k=0;k<N/3;k++)f(); let best=1e9; for(let q=0;q<8;q++){const t=process.cpuUsage(); for(let k=0;k<N/4;k++) f(); const c=process.cpuUsage(t); best=Math.min(best,(c.user+c.system)/(N/4));} console.log(n,name,best.toFixed(1),'us',(best/n).toFixed(2),'us/nt');};
 time('all',()=>K.unpaired(job)); time('encode',()=>encodeForFolding(s)); time('fold',()=>ex.fold()); time('pairs',()=>ex.fillPairs()); time('windows',()=>ex.fillWindows()); time('outside',()=>ex.fillOutside());
 }
},1e6)
