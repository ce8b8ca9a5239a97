import { chromium } from 'playwright-core';
const base='http://127.0.0.1:4199';
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
for (const [name, opt] of [['light',{viewport:{width:1280,height:900},colorScheme:'light'}],['dark',{viewport:{width:1280,height:900},colorScheme:'dark'}],['phone',{viewport:{width:390,height:844},colorScheme:'light'}]]) {
  const c = await b.newContext(opt); const p = await c.newPage();
  const errors=[]; p.on('pageerror',e=>errors.push(e.message)); p.on('console',m=>m.type()==='error'&&errors.push(m.text())); p.on('requestfailed',r=>errors.push(r.url())); p.on('request',r=>{if(!r.url().startsWith(base)&&!r.url().startsWith('data:'))errors.push('outside '+r.url())});
  for (const [k,path] of [['home','/'],['guide','/guides/troubleshooting.html'],['settings','/reference/settings.html'],['ci','/guides/ci.html'],['plugin','/guides/write-a-plugin.html']]) {
    await p.goto(base+path,{waitUntil:'networkidle'});
    await p.screenshot({path:`/tmp/shot-${name}-${k}.png`,fullPage:k==='home'});
    const w=await p.evaluate(()=>[document.documentElement.scrollWidth,innerWidth]);
    if(w[0]>w[1]) errors.push(`${path} scrolls sideways ${w}`);
  }
  if(name!=='phone'){ await p.goto(base+'/guides/troubleshooting.html',{waitUntil:'networkidle'}); await p.waitForTimeout(500); await p.click('.DocSearch-Button'); await p.waitForSelector('#localsearch-input'); await p.keyboard.type('hop limit'); await p.waitForSelector('.results .result',{timeout:5000}); await p.waitForTimeout(300); await p.screenshot({path:`/tmp/shot-${name}-search.png`}); await p.keyboard.press('Enter'); await p.waitForTimeout(500); console.log(name,'search ->',p.url()); }
  else { await p.goto(base+'/guides/ci.html',{waitUntil:'networkidle'}); await p.click('.VPLocalNav .menu'); await p.waitForTimeout(400); await p.screenshot({path:`/tmp/shot-phone-menu.png`}); }
  console.log(name, errors);
}
await b.close();
