/* book.js - comfort for readers. Every page is complete without it. */
(function () {
  'use strict';
  var d = document, root = d.documentElement;
  var zh = root.lang.slice(0, 2) === 'zh';
  function all(selector, from) {
    return Array.from((from || d).querySelectorAll(selector));
  }
  function say(a, b) { return zh ? a : b; }
  /* Storage is refused in some private windows: then nothing is remembered. */
  function remember(key, value) {
    try { localStorage.setItem(key, value); } catch (e) { /* not remembered */ }
  }
  function recall(key) {
    try { return localStorage.getItem(key); } catch (e) { return null; }
  }

  /* ---- code: copy, focus, colours -------------------------------------- */

  /* Skylighting knows words of C, not calls. Colour NAME( and CONSTANTS in
   * what it left plain, so that system calls stand out. It parts a name from
   * its bracket, so the bracket is looked for in the next piece. */
  function colour(code) {
    var walker = d.createTreeWalker(code, NodeFilter.SHOW_TEXT);
    var texts = [];
    while (walker.nextNode()) {
      var p = walker.currentNode.parentNode;
      /* plain text hangs on the line (id) or on the code itself */
      if (p === code || p.id) texts.push(walker.currentNode);
    }
    texts.forEach(function (t) {
      var next = t.nextSibling;
      var called = next && next.textContent.charAt(0) === '(';
      var re = /\b[A-Za-z_]\w*/g;
      var out = d.createDocumentFragment(), at = 0, m;
      while ((m = re.exec(t.data))) {
        var constant = /^([A-Z][A-Z0-9]*_[A-Z0-9_]+|NULL|EOF)$/.test(m[0]);
        var end = m.index + m[0].length;
        var call = t.data.charAt(end) === '(' ||
                   (called && end === t.data.length);
        if (!constant && !call) continue;
        var s = d.createElement('span');
        s.className = constant ? 'cn' : 'fu';
        s.textContent = m[0];
        out.append(t.data.slice(at, m.index), s);
        at = end;
      }
      if (at) {
        out.append(t.data.slice(at));
        t.replaceWith(out);
      }
    });
  }
  all('pre.c > code').forEach(colour);

  function copy(text, done) {
    function old() {                  /* no clipboard on some file:// pages */
      var area = d.createElement('textarea');
      area.value = text;
      d.body.append(area);
      area.select();
      if (d.execCommand('copy')) done();
      area.remove();
    }
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, old);
    else old();
  }

  all('main pre').forEach(function (pre) {
    var box = pre.closest('.listing') || pre.closest('div.sourceCode');
    if (!box) {
      box = d.createElement('div');
      box.className = 'sourceCode';
      pre.replaceWith(box);
      box.append(pre);
    }
    /* a block that scrolls sideways must be reachable by keyboard */
    var title = box.querySelector('.listing-bar');
    pre.tabIndex = 0;
    pre.setAttribute('role', 'region');
    pre.setAttribute('aria-label', title ? title.textContent.trim() :
                                           say('代码', 'Code'));
    /* on the side-by-side page the nearest language counts */
    var chinese = /^zh/.test(pre.closest('[lang]').lang);
    var label = chinese ? ['复制', '已复制'] : ['Copy', 'Copied'];
    var text = pre.innerText.replace(/\n+$/, '') + '\n';
    var b = d.createElement('button');
    b.type = 'button';
    b.className = 'copy';
    b.textContent = label[0];
    b.addEventListener('click', function () {
      copy(text, function () {
        b.textContent = label[1];
        setTimeout(function () { b.textContent = label[0]; }, 1600);
      });
    });
    (title || box).append(b);
  });
  all('main .table').forEach(function (t) {
    if (t.scrollWidth > t.clientWidth) {
      t.tabIndex = 0;
      t.setAttribute('role', 'region');
      t.setAttribute('aria-label', say('表格', 'Table'));
    }
  });

  /* ---- where the reader is --------------------------------------------- */

  var places = all('main [id]');
  var side = d.querySelector('.side');
  var bar = d.querySelector('.bar');

  /* The last place whose top has passed under the bar. */
  function here(from) {
    var limit = bar.offsetHeight + 40, found = null;
    from.some(function (el) {
      if (el.getBoundingClientRect().top > limit) return true;
      found = el;
      return false;
    });
    return found;
  }

  var marks = all('.side a[href^="#"]').map(function (a) {
    return { link: a, target: d.getElementById(a.hash.slice(1)) };
  }).filter(function (m) { return m.target; });
  var waiting = false;
  function follow() {
    waiting = false;
    var now = here(marks.map(function (m) { return m.target; }));
    marks.forEach(function (m) {
      m.link.classList.toggle('here', m.target === now);
    });
  }
  addEventListener('scroll', function () {
    if (!waiting) { waiting = true; requestAnimationFrame(follow); }
  }, { passive: true });
  follow();

  /* Only a sidebar that itself scrolls is moved, never the page. */
  var current = side.querySelector('[aria-current]');
  if (current && side.scrollHeight > side.clientHeight) {
    side.scrollTop = Math.max(0, current.offsetTop - side.clientHeight / 3);
  }

  /* Same ids in all editions: the other language opens at the same place. */
  var editions = all('.editions a');
  editions.forEach(function (a) {
    function aim() {
      var el = scrollY > 80 ? here(places) : null;
      a.hash = el ? el.id : location.hash;
    }
    ['pointerdown', 'focus', 'mouseenter', 'click'].forEach(function (type) {
      a.addEventListener(type, aim);
    });
    a.addEventListener('click', function () {
      remember('book-edition', a.dataset.edition);
    });
  });

  /* ---- colours, menu, keys, printing ----------------------------------- */

  d.querySelector('.theme').addEventListener('click', function () {
    var dark = root.dataset.theme ? root.dataset.theme === 'dark' :
               matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
    remember('book-theme', root.dataset.theme);
  });

  var menu = d.querySelector('.menu');
  function open(yes) {
    root.classList.toggle('menu-open', yes);
    menu.setAttribute('aria-expanded', yes);
  }
  menu.addEventListener('click', function () {
    open(menu.getAttribute('aria-expanded') !== 'true');
  });
  side.addEventListener('click', function (e) {
    if (e.target.closest('a')) open(false);
  });
  addEventListener('keydown', function (e) {
    if (e.key === 'Escape' && root.classList.contains('menu-open')) {
      open(false);
      menu.focus();
    }
  });

  /* Single keys are a help to some and a trap for others (speech input,
   * screen readers): they can be switched off, and none turns a page. */
  var keys = d.querySelector('.keys input');
  keys.checked = recall('book-keys') !== 'off';
  keys.addEventListener('change', function () {
    remember('book-keys', keys.checked ? 'on' : 'off');
  });
  addEventListener('keydown', function (e) {
    if (!keys.checked || e.ctrlKey || e.metaKey || e.altKey) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(d.activeElement.tagName)) return;
    if (e.key === '/') {
      d.querySelector('.search input').focus();
      e.preventDefault();
    } else if (e.key === 'l') {
      var i = editions.findIndex(function (a) {
        return a.hasAttribute('aria-current');
      });
      editions[i === 0 ? 1 : 0].click();
    }
  });

  /* Paper cannot be clicked: print the answers too. */
  addEventListener('beforeprint', function () {
    all('details:not([open])').forEach(function (x) {
      x.open = true;
      x.dataset.closed = '1';
    });
  });
  addEventListener('afterprint', function () {
    all('details[data-closed]').forEach(function (x) {
      x.open = false;
      delete x.dataset.closed;
    });
  });
})();
