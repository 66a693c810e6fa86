// browser.mjs - drive a headless Chromium, without any package.
//
// Chromium speaks its DevTools protocol over two pipes (fd 3 and 4), one JSON
// message after the other, each ended by a NUL byte.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// start(program) - returns { page(options), stop() }
export function start(program) {
  const home = mkdtempSync(join(tmpdir(), 'book-browser-'));
  const child = spawn(program, [
    '--headless=new', '--no-sandbox', '--disable-gpu', '--hide-scrollbars',
    '--remote-debugging-pipe', `--user-data-dir=${home}`, 'about:blank',
  ], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  const waiting = new Map();
  const heard = [];
  let number = 0, rest = '';

  child.stdio[4].setEncoding('utf8');
  child.stdio[4].on('data', (text) => {
    const parts = (rest + text).split('\0');
    rest = parts.pop();
    for (const part of parts) {
      const message = JSON.parse(part);
      const done = waiting.get(message.id);
      if (done) {
        waiting.delete(message.id);
        done(message);
      } else {
        heard.slice().forEach((f) => f(message));
      }
    }
  });

  function send(method, params = {}, sessionId = undefined) {
    const id = ++number;
    child.stdio[3].write(
      JSON.stringify({ id, method, params, sessionId }) + '\0');
    return new Promise((resolve, reject) => {
      waiting.set(id, (m) => m.error ?
        reject(new Error(`${method}: ${m.error.message}`)) :
        resolve(m.result));
    });
  }

  // A page: width, height, dark, script (false: without JavaScript),
  // still (prefers-reduced-motion).
  async function page(o = {}) {
    const { targetId } = await send('Target.createTarget',
                                    { url: 'about:blank' });
    const { sessionId } = await send('Target.attachToTarget',
                                     { targetId, flatten: true });
    const ask = (method, params) => send(method, params, sessionId);
    const asked = [], errors = [];
    heard.push((m) => {
      if (m.sessionId !== sessionId) return;
      if (m.method === 'Network.requestWillBeSent')
        asked.push(m.params.request.url);
      if (m.method === 'Runtime.exceptionThrown')
        errors.push(m.params.exceptionDetails.exception.description);
    });
    await ask('Page.enable');
    await ask('Page.setLifecycleEventsEnabled', { enabled: true });
    await ask('Network.enable');
    await ask('Runtime.enable');
    await ask('Emulation.setDeviceMetricsOverride', {
      width: o.width || 1280, height: o.height || 900, deviceScaleFactor: 1,
      mobile: false });
    await ask('Emulation.setEmulatedMedia', { features: [
      { name: 'prefers-color-scheme', value: o.dark ? 'dark' : 'light' },
      { name: 'prefers-reduced-motion',
        value: o.still ? 'reduce' : 'no-preference' }] });
    if (o.script === false)
      await ask('Emulation.setScriptExecutionDisabled', { value: true });

    // The blank page before has a load event too: ask for the one of this url.
    async function open(url) {
      const loaded = new Set();
      let check = () => {};
      heard.push((m) => {
        if (m.sessionId !== sessionId || m.method !== 'Page.lifecycleEvent' ||
            m.params.name !== 'load') return;
        loaded.add(m.params.loaderId);
        check();
      });
      const { loaderId } = await ask('Page.navigate', { url });
      await new Promise((resolve) => {
        check = () => loaded.has(loaderId) && resolve();
        check();
      });
    }
    async function evaluate(expression) {
      const r = await ask('Runtime.evaluate',
        { expression, returnByValue: true, awaitPromise: true });
      if (r.exceptionDetails)
        throw new Error(r.exceptionDetails.exception.description);
      return r.result.value;
    }
    async function key(name, code = 0, text = undefined) {
      const k = { key: name, code: name, windowsVirtualKeyCode: code };
      await ask('Input.dispatchKeyEvent', { type: 'keyDown', text, ...k });
      await ask('Input.dispatchKeyEvent', { type: 'keyUp', ...k });
    }
    // The picture of one element, as PNG bytes. Works without JavaScript too:
    // the protocol's own evaluation is not a script of the page.
    async function picture(selector) {
      const clip = await evaluate(`(() => {
        const r = document.querySelector(${JSON.stringify(selector)})
          .getBoundingClientRect();
        return { x: r.x + scrollX, y: r.y + scrollY, width: r.width,
                 height: r.height, scale: 1 }; })()`);
      const { data } = await ask('Page.captureScreenshot',
        { format: 'png', clip, captureBeyondViewport: true });
      return Buffer.from(data, 'base64');
    }
    return { open, evaluate, key, picture, ask, asked, errors };
  }

  function stop() {
    return new Promise((resolve) => {
      child.on('exit', () => {
        rmSync(home, { recursive: true, force: true });
        resolve();
      });
      send('Browser.close').catch(() => {});
    });
  }
  return { page, stop };
}
