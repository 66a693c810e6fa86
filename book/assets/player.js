/* player.js - one schedule of several processes, step by step.
 *
 * The page has the whole table (schedule.lua), and the buttons in its own
 * language, hidden. Here they get to work: rows after the current one are
 * out of sight, and the current one is said in words above the table. */
(function () {
  'use strict';
  var d = document;
  var pause = 1600;                       /* milliseconds a step, when playing */

  function all(selector, from) {
    return Array.from(from.querySelectorAll(selector));
  }
  function element(name, cls, parts) {
    var e = d.createElement(name);
    e.className = cls;
    (parts || []).forEach(function (p) { if (p) e.append(p); });
    return e;
  }
  function copy(node) { return node && node.cloneNode(true); }

  /* What a row says, in one language of the page. */
  function sentence(row, lang) {
    var off = row.querySelector('.off');
    var p = element('p', 'what', [off && copy(off), off && ' ',
                                  copy(row.querySelector('.label')), ' ']);
    row.querySelector('.here').childNodes.forEach(function (n) {
      p.append(copy(n));
    });
    if (lang) {
      p.lang = lang;
      all('[lang]', p).forEach(function (e) {
        if (e.lang !== lang) e.remove();
      });
    }
    return p;
  }

  /* Step 4, child: reads *n: 0 / the line of the program / the values. */
  function words(row) {
    var out = all('.label [lang]', row).map(function (e) {
      return sentence(row, e.lang);
    });
    var values = element('p', 'values');
    if (!out.length) out.push(sentence(row));
    all('.value', row).forEach(function (cell) {
      if (!cell.textContent) return;
      var name = d.createElement('code');
      name.textContent = cell.dataset.name;
      values.append(element('span', cell.className,
                            [name, ' = ' + cell.textContent]), ' ');
    });
    out.push(element('p', 'source',
                     Array.from(row.querySelector('.source').childNodes)
                          .map(copy)), values);
    return out;
  }

  all('.schedule', d).forEach(function (box) {
    var rows = all('tbody tr', box);
    var bar = box.querySelector('.schedule-bar');
    var now = box.querySelector('.schedule-now');
    var scroller = box.querySelector('.table');
    var button = {};
    var at = 0, timer = null;
    if (!rows.length || !bar || !scroller) return;
    all('button', bar).forEach(function (b) { button[b.dataset.go] = b; });

    /* Only the box moves, never the page. */
    function into_view(row) {
      var head = box.querySelector('thead').offsetHeight;
      var top = row.offsetTop - head;
      var bottom = row.offsetTop + row.offsetHeight - scroller.clientHeight;
      if (scroller.scrollTop > top) scroller.scrollTop = top;
      if (scroller.scrollTop < bottom) scroller.scrollTop = bottom;
    }

    function show(i) {
      at = Math.max(0, Math.min(i, rows.length - 1));
      rows.forEach(function (row, n) {
        row.classList.toggle('later', n > at);
        row.classList.toggle('now', n === at);
        if (n === at) row.setAttribute('aria-current', 'step');
        else row.removeAttribute('aria-current');
      });
      var last = at === rows.length - 1;
      now.replaceChildren.apply(now, words(rows[at]));
      bar.querySelector('.count').textContent = (at + 1) + ' / ' + rows.length;
      /* aria-disabled: a button that goes dead must not lose the focus */
      button.first.setAttribute('aria-disabled', at === 0);
      button.back.setAttribute('aria-disabled', at === 0);
      button.next.setAttribute('aria-disabled', last);
      button.last.setAttribute('aria-disabled', last);
      into_view(rows[at]);
    }

    function play(yes) {
      clearInterval(timer);
      timer = null;
      if (yes) {
        if (at === rows.length - 1) show(0);
        timer = setInterval(function () {
          show(at + 1);
          if (at === rows.length - 1) play(false);
        }, pause);
      }
      button.play.children[0].hidden = timer !== null;
      button.play.children[1].hidden = timer === null;
    }

    var go = {
      first: function () { show(0); },
      back: function () { show(at - 1); },
      next: function () { show(at + 1); },
      last: function () { show(rows.length - 1); }
    };
    bar.addEventListener('click', function (e) {
      var b = e.target.closest('button');
      if (!b) return;
      if (b === button.play) {
        play(timer === null);
        return;
      }
      play(false);
      if (b.getAttribute('aria-disabled') !== 'true') go[b.dataset.go]();
    });
    d.addEventListener('visibilitychange', function () {
      if (d.hidden && timer !== null) play(false);
    });

    /* A box that scrolls must be reachable by keyboard. */
    scroller.tabIndex = 0;
    scroller.setAttribute('role', 'region');
    scroller.setAttribute('aria-label',
                          box.querySelector('table').getAttribute('aria-label'));
    bar.hidden = now.hidden = false;
    box.classList.add('stepping');
    show(0);

    /* The tallest sentence sets the height: the table must not jump. */
    function measure() {
      var tallest = 0;
      now.style.minHeight = '';
      rows.forEach(function (row) {
        now.replaceChildren.apply(now, words(row));
        tallest = Math.max(tallest, now.offsetHeight);
      });
      now.style.minHeight = tallest + 'px';
      now.replaceChildren.apply(now, words(rows[at]));
    }
    measure();
    var width = box.clientWidth;
    addEventListener('resize', function () {
      if (box.clientWidth === width) return;
      width = box.clientWidth;
      measure();
    });
  });
})();
