/* search.js - find a piece of text in the whole book, without a server.
 *
 * Plain substrings over the sections of one edition: that finds words inside
 * Chinese sentences, English words and identifiers alike. search-data.js holds
 * the records [address, chapter, heading, text]; it is loaded as an ordinary
 * script when the reader first enters the field, which also works when the
 * page was opened straight from the disk.
 */
(function () {
  'use strict';
  var d = document;
  var place = d.querySelector('.search');
  if (!place) return;
  var zh = d.documentElement.lang.slice(0, 2) === 'zh';
  var most = 12;

  var input = d.createElement('input');
  input.type = 'search';
  input.setAttribute('aria-label', place.dataset.label);
  input.placeholder = place.dataset.label.split(' / ')[0];
  input.autocomplete = 'off';
  input.spellcheck = false;
  var panel = d.createElement('div');
  panel.className = 'results';
  panel.hidden = true;
  var status = d.createElement('p');
  status.setAttribute('role', 'status');
  var list = d.createElement('ol');
  list.setAttribute('role', 'list');
  panel.append(status, list);
  place.append(input, panel);

  var sections = null;

  function load() {
    if (sections || load.started) return;
    load.started = true;
    var s = d.createElement('script');
    s.src = 'search-data.js';
    s.onload = function () {
      sections = window.SECTIONS.map(function (r) {
        return { url: r[0], chapter: r[1], head: r[2], text: r[3],
                 lowHead: r[2].toLowerCase(), low: r[3].toLowerCase() };
      });
      show();
    };
    d.head.append(s);
  }

  function count(text, word) { return text.split(word).length - 1; }

  /* Every word must occur; one in the heading outweighs many in the text. */
  function match(words) {
    var seen = {};
    return sections.map(function (s) {
      var score = 0;
      for (var i = 0; i < words.length; i++) {
        var here = count(s.lowHead, words[i]) * 20 + count(s.low, words[i]);
        if (!here) return null;
        score += here;
      }
      return { section: s, score: score };
    }).filter(Boolean).sort(function (a, b) {
      return b.score - a.score;
    }).filter(function (hit) {        /* side by side: one address, twice */
      return !seen[hit.section.url] && (seen[hit.section.url] = true);
    });
  }

  function search(query) {
    var words = query.toLowerCase().split(/\s+/).filter(Boolean);
    var hits = match(words);
    if (hits.length) return { hits: hits, words: words };
    /* "mapped" should find "mapping": try once more without English endings */
    var stems = words.map(function (w) {
      return /^[a-z]{5,}$/.test(w) ? w.replace(/(ing|ed|es|s)$/, '') : w;
    });
    return { hits: match(stems), words: stems };
  }

  function marked(text, words) {
    var out = d.createDocumentFragment();
    var low = text.toLowerCase(), at = 0;
    while (at < text.length) {
      var next = -1, length = 0;
      words.forEach(function (w) {
        var i = low.indexOf(w, at);
        if (i >= 0 && (next < 0 || i < next)) { next = i; length = w.length; }
      });
      if (next < 0) break;
      var m = d.createElement('mark');
      m.textContent = text.slice(next, next + length);
      out.append(text.slice(at, next), m);
      at = next + length;
    }
    out.append(text.slice(at));
    return out;
  }

  function excerpt(s, words) {
    var at = Math.max(0, s.low.indexOf(words[0]));
    var from = Math.max(0, at - 30), to = Math.min(s.text.length, at + 90);
    return (from ? '…' : '') + s.text.slice(from, to) +
           (to < s.text.length ? '…' : '');
  }

  function show() {
    var query = input.value.trim();
    list.textContent = '';
    panel.hidden = !query || !sections;
    if (panel.hidden) return [];
    var found = search(query);
    status.textContent = found.hits.length ?
      (zh ? found.hits.length + ' 处' : found.hits.length + ' sections') :
      (zh ? '没有找到' : 'Nothing found');
    found.hits.slice(0, most).forEach(function (hit) {
      var s = hit.section, li = d.createElement('li');
      var a = d.createElement('a'), where = d.createElement('span');
      var title = d.createElement('strong'), p = d.createElement('span');
      a.href = s.url;
      where.className = 'where';
      where.textContent = s.chapter;
      title.append(marked(s.head, found.words));
      p.className = 'excerpt';
      p.append(marked(excerpt(s, found.words), found.words));
      a.append(where, title, p);
      li.append(a);
      list.append(li);
    });
    return found.hits.map(function (h) { return h.section.url; });
  }

  function close() { panel.hidden = true; }

  input.addEventListener('focus', function () { load(); show(); });
  input.addEventListener('input', show);
  /* Arrows move inside the open panel only; Escape gives the page back. */
  place.addEventListener('keydown', function (e) {
    var links = Array.from(list.querySelectorAll('a'));
    var i = links.indexOf(d.activeElement);
    if (e.key === 'Escape') {
      close();
      input.focus();
    } else if (e.key === 'ArrowDown' && links.length) {
      links[Math.min(i + 1, links.length - 1)].focus();
      e.preventDefault();
    } else if (e.key === 'ArrowUp' && i >= 0) {
      (i ? links[i - 1] : input).focus();
      e.preventDefault();
    } else if (e.key === 'Enter' && d.activeElement === input && links[0]) {
      location.href = links[0].href;
      close();
    }
  });
  d.addEventListener('click', function (e) {
    if (!place.contains(e.target) || e.target.closest('.results a')) close();
  });
  place.addEventListener('focusout', function (e) {
    if (e.relatedTarget && !place.contains(e.relatedTarget)) close();
  });

  window.bookSearch = function (query) { input.value = query; return show(); };
})();
