import { startRedis } from './redis.js';
import { connectStore } from './redis-store.js';
import { StoryHall } from './story-hall.js';
import { StoreDown } from '../../server/store/port.js';
import { setTimeout as delay } from 'node:timers/promises';
import { cpSync, rmSync } from 'node:fs';
const redis = await startRedis({ appendfsync: 'always' });
const store = await connectStore(redis); const hall = new StoryHall(store,'ward'); await hall.open();
const log:string[]=[];
async function issue(key:string){ for(;;){ const n=hall.now+1000; try { const r= await hall.run('issue',{group:'justice'},{key}); log.push(`${key} now=${n} ok seq=${r.ok&&r.seq} replayed=${r.replayed}`); return r;} catch(e){ if(!(e instanceof StoreDown)) throw e; log.push(`${key} now=${n} ${(e as Error).message.slice(0,60)}`); await delay(20);} } }
const taken:any[]=[];
store.follow('ward',0,(e)=>{ for(const x of e){taken.push(x); log.push(`TAKEN ${x.seq} at=${x.at} ${x.request} ${x.h.slice(0,6)}`);} });
for (let round=0; round<150; round++){
  log.push('ROUND '+round);
  const asked=Array.from({length:20},(_,i)=>issue(`r${round}-number-${i}-xxxxxx`));
  await Promise.race(asked);
  log.push('KILL'); await redis.restart(); log.push('RESTARTED');
  await Promise.all(asked); await issue(`r${round}-last-xxxxxxxxxxxx`);
  const j=await store.entries('ward',Math.max(0,taken.length-45),1000);
  for(const e of j){ const t=taken[e.seq-1]; if(t && (t.h!==e.h)) { console.log('MISMATCH round',round,'journal',JSON.stringify(e),'taken',JSON.stringify(t)); 
    for(const l of log.slice(log.lastIndexOf('ROUND '+round)-45)) console.log(l);
    const jj=await store.entries('ward',e.seq-3,6); for(const x of jj) console.log('J',x.seq,x.at,x.request,x.h.slice(0,6));
    rmSync('/tmp/aofcase2',{recursive:true,force:true}); cpSync(redis.dir+'/appendonlydir','/tmp/aofcase',{recursive:true}); process.exit(1);} }
}
console.log('clean'); await redis.stop(); process.exit(0);
