// player.mjs - the player of schedules, in a real browser.
//
//   node book/tests/player.mjs BROWSER BOOK    the sample made by run.sh
//
// Needs no package and no network. One line a fact, as run.sh prints them.
import { pathToFileURL } from 'node:url';
import { start } from './browser.mjs';

const [browser, book] = process.argv.slice(2);
const b = start(browser);
let failed = 0;

function check(sentence, seen, wanted = true) {
  const ok = JSON.stringify(seen) === JSON.stringify(wanted);
  console.log(`${ok ? 'ok' : 'not ok'} - ${sentence}`);
  if (!ok) {
    console.log(`    wanted ${JSON.stringify(wanted)}`);
    console.log(`    seen   ${JSON.stringify(seen)}`);
    failed = 1;
  }
}

async function open(edition, options) {
  const p = await b.page(options);
  await p.open(pathToFileURL(`${book}/${edition}/01-sample.html`).href);
  // What a reader sees and can tell: text with its blanks made equal.
  await p.evaluate(`
    var one = (s) => document.querySelector('#sch-two ' + s);
    var press = (s) => one('[data-go=' + s + ']').click();
    var seen = (e) => e.innerText.replace(/\\s+/g, ' ').trim();
    var now = () => seen(one('.schedule-now'));
    var rows = () => [...document.querySelectorAll('#sch-two tbody tr')];
    var shown = () => rows().filter((r) =>
      getComputedStyle(r.cells[0]).visibility === 'visible').length;
    var contrast = (e) => {
      const lightness = (c) => {
        const [r, g, b] = c.match(/[\\d.]+/g).slice(0, 3).map((v) =>
          (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
        return .2126 * r + .7152 * g + .0722 * b;
      };
      let back = e;
      while (/, 0\\)$|transparent/.test(getComputedStyle(back).backgroundColor))
        back = back.parentElement;
      const [x, y] = [getComputedStyle(e).color,
        getComputedStyle(back).backgroundColor].map(lightness);
      return (Math.max(x, y) + .05) / (Math.min(x, y) + .05);
    };
    var faint = () => [...document.querySelectorAll('#sch-two *')].filter((e) =>
      e.checkVisibility({ visibilityProperty: true }) &&
      [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) &&
      contrast(e) < 4.5).map((e) => e.className || e.tagName);
  `);
  return p;
}

// Until it is so, or not at all: 20 seconds are for a slow machine.
async function until(p, expression) {
  for (let i = 0; i < 200; i++) {
    if (await p.evaluate(expression)) return true;
    await new Promise((go) => setTimeout(go, 100));
  }
  return false;
}

async function english() {
  const p = await open('en');
  check('the player begins with the first step and does not play',
        await p.evaluate(`[shown(), seen(one('[data-go=play]')), now()]`),
        [1, 'Play', 'Step 1 parent fork: makes child 24 pid_t pid = fork();']);
  await p.evaluate('press("next")');
  check('Next shows the next step, with its line and the values',
        await p.evaluate('[shown(), now()]'),
        [2, 'Step 2 parent ! reads *n: 0 27 ++*n; *n = 0']);
  await p.evaluate('press("next")');
  check('a step says who was taken off before it',
        await p.evaluate('now()'),
        'the scheduler takes parent off here Step 3 child starts ' +
        '24 pid_t pid = fork(); *n = 0');
  await p.evaluate('press("back")');
  check('Back shows the step before', await p.evaluate('shown()'), 2);
  await p.evaluate('press("last")');
  check('Last shows all steps, and Next is then without effect',
        await p.evaluate(`press('next'), [shown(), rows().length,
          one('[data-go=next]').ariaDisabled, one('[data-go=back]')
          .ariaDisabled]`), [12, 12, 'true', 'false']);
  await p.evaluate('press("first")');
  check('First goes back to the first', await p.evaluate('shown()'), 1);
  check('the current step is a polite status',
        await p.evaluate(`[one('.schedule-now').role,
          one('.schedule-now').ariaLive, one('[aria-current=step]') ===
          rows()[0]]`), ['status', 'polite', true]);

  await p.evaluate(`one('.schedule-bar').scrollIntoView({ block: 'center' }),
    document.activeElement.blur(), scrolled = scrollY`);
  for (const [k, code, text] of [['ArrowRight', 39], ['n', 78, 'n'],
                                 ['p', 80, 'p'], ['Enter', 13, '\r']])
    await p.key(k, code, text);
  check('no bare key moves the player', await p.evaluate('shown()'), 1);

  await p.evaluate(`one('[data-go=first]').focus()`);
  await p.key('Tab', 9);
  await p.key('Tab', 9);
  check('Tab goes from button to button, and the focus is seen',
        await p.evaluate(`[document.activeElement.dataset.go,
          getComputedStyle(document.activeElement).outlineStyle,
          getComputedStyle(document.activeElement).outlineWidth]`),
        ['next', 'solid', '2px']);
  await p.key('Enter', 13, '\r');
  await p.key(' ', 32, ' ');
  check('Enter and Space press a button, and it keeps the focus',
        await p.evaluate(`[shown(), document.activeElement.dataset.go]`),
        [3, 'next']);
  check('a step does not scroll the page',
        await p.evaluate('Math.abs(scrollY - scrolled) < 2'));

  await p.evaluate('press("play")');
  check('Play goes on by itself', await until(p, 'shown() > 3'));
  check('the button then says Pause',
        await p.evaluate(`seen(one('[data-go=play]'))`), 'Pause');
  await p.evaluate('press("play")');
  check('and stops it', await p.evaluate(`seen(one('[data-go=play]'))`),
        'Play');
  check('English: nothing in a player is too faint',
        await p.evaluate('press("last"), faint()'), []);
  check('nothing comes from the network',
        p.asked.filter((url) => !/^(file|data):/.test(url)), []);
  check('no error in the console', p.errors, []);
}

async function others() {
  let p = await open('zh', { dark: true, still: true });
  check('the Chinese page speaks Chinese',
        await p.evaluate(`press('next'), [seen(one('.schedule-bar')), now()]`),
        ['首步 上一步 下一步 末步 播放 2 / 12',
         '第 2 步 父进程 ! 读 *n：0 27 ++*n; *n = 0']);
  check('dark: nothing in a player is too faint',
        await p.evaluate('press("last"), faint()'), []);
  check('who wants no motion sees none',
        await p.evaluate(`getComputedStyle(rows()[0].cells[0])
          .transitionDuration`), '0s');

  p = await open('both', { width: 1500 });
  check('the side-by-side page has one player, which speaks both',
        await p.evaluate(`press('next'), [document.querySelectorAll(
          '.schedule').length, now(), [...document.querySelectorAll(
          '#sch-two .schedule-now [lang]')].map((e) => e.lang)
          .filter((l, i, all) => all.indexOf(l) === i)]`),
        [1, '第 2 步 父进程 ! 读 *n：0 Step 2 parent ! reads *n: 0 27 ++*n; ' +
         '*n = 0', ['zh-Hans', 'en']]);

  p = await open('en', { width: 360, height: 700 });
  check('a narrow screen names the process of each step, in one column',
        await p.evaluate(`press('last'), [seen(rows()[1]),
          [...rows()[1].cells].filter((c) => c.checkVisibility()).length,
          one('.table').scrollWidth <= one('.table').clientWidth,
          document.documentElement.scrollWidth <= innerWidth]`),
        ['Step 2 parent ! reads *n: 0 0', 3, true, true]);

  p = await open('en', { script: false });
  check('without JavaScript there is the whole table, and no button',
        await p.evaluate(`[shown(), one('.schedule-bar').checkVisibility(),
          seen(rows()[5]), one('table').ariaLabel]`),
        [12, false, '5 exits with 0 1 27 ++*n;',
         'A bad schedule, step by step']);
  p = await open('en');
  await p.ask('Emulation.setEmulatedMedia', { media: 'print' });
  check('paper has the whole table, and no button',
        await p.evaluate(`[shown(), one('.schedule-bar').checkVisibility(),
          one('td.source').checkVisibility()]`), [12, false, true]);
}

try {
  await english();
  await others();
} finally {
  await b.stop();
}
process.exit(failed);
