(() => {
  const $ = (s, r = document) => r.querySelector(s), $$ = (s, r = document) => [...r.querySelectorAll(s)];
  const root = document.documentElement, reader = $('.rd'), rtl = root.dir === 'rtl';
  let chosen = 0;
  root.classList.add('on');

  // Theme: the reader's own wish, until changed here.
  const isDark = () => (root.dataset.theme || (matchMedia('(prefers-color-scheme:dark)').matches ? 'dark' : 'light')) === 'dark';
  $('#theme').setAttribute('aria-pressed', isDark());
  $('#theme').onclick = () => { root.dataset.theme = isDark() ? 'light' : 'dark'; $('#theme').setAttribute('aria-pressed', isDark()); };
  const phone = matchMedia('(max-width:720px)');

  // Which two accounts are side by side.
  const shown = [0, 1];
  const panes = () => shown.map(n => $('#pane' + n)).filter(Boolean);
  function place() {
    $$('.pane').forEach(p => { const n = +p.dataset.n; p.toggleAttribute('data-off', !shown.includes(n)); p.style.order = n === shown[0] ? 1 : 3; });
    const g = $('.gut'); if (g) g.style.order = 2;
    $$('.pick select').forEach(s => { s.value = shown[+s.dataset.side]; });
  }
  // The accounts that tell a claim come into view: those already there stay.
  function show(c) {
    const tell = $$('.pane').filter(p => marks(p, c).length).map(p => +p.dataset.n), wanted = tell.filter(n => !shown.includes(n));
    [1, 0].forEach(side => { if (wanted.length && !tell.includes(shown[side])) shown[side] = wanted.shift(); });
    if (shown[0] > shown[1]) shown.reverse();
    place();
  }
  $$('.pick select').forEach(s => s.onchange = () => { shown[+s.dataset.side] = +s.value; place(); draw(); });

  // The marks of each pane, found at its first use.
  const marked = new Map();
  const marks = (pane, c) => {
    let of = marked.get(pane);
    if (!of) { marked.set(pane, of = new Map()); $$('mark.cl', pane).forEach(m => m.dataset.c.split(' ').forEach(c => of.has(c) ? of.get(c).push(m) : of.set(c, [m]))); }
    return of.get(String(c)) || [];
  };
  function draw() {
    const svg = $('.gut svg'); if (!svg || (long && !chosen && !svg.firstChild) || !svg.clientWidth) return;
    const g = svg.getBoundingClientRect(), [a, b] = panes(); svg.textContent = '';
    if (!a || !b || a === b) return;
    const height = m => { const h = m.closest('.pane').getBoundingClientRect(), r = m.getBoundingClientRect(), v = r.top + Math.min(r.height / 2, 16);
      return [Math.max(h.top + 52, Math.min(h.bottom - 8, v)) - g.top, v < h.top + 52 ? -1 : v > h.bottom - 8 ? 1 : 0]; };
    $$('.ci').forEach(ci => {
      // Asking hundreds of hidden marks for their place takes seconds.
      const c = +ci.dataset.c; if (long && c !== chosen) return;
      const x = marks(a, c)[0], y = marks(b, c)[0]; if (!x || !y) return;
      const [y1, o1] = height(x), [y2, o2] = height(y); if (o1 && o1 === o2) return;
      const flip = a.getBoundingClientRect().left > b.getBoundingClientRect().left, x1 = flip ? g.width : 0, x2 = flip ? 0 : g.width;
      const p = document.createElementNS('http://www.w3.org/2000/svg', 'path');
      p.setAttribute('d', `M${x1},${y1}C${g.width / 2},${y1} ${g.width / 2},${y2} ${x2},${y2}`);
      if (c === chosen) p.classList.add('sel'); if (ci.classList.contains('person')) p.classList.add('person');
      p.onclick = () => pick(c); svg.append(p);
    });
  }

  // Paragraphs of a long text have their true height only once they are near: such a pane is moved again.
  const long = reader && reader.classList.contains('long'), still = matchMedia('(prefers-reduced-motion:reduce)').matches;
  function glide(pane, node, now) {
    const to = behavior => pane.scrollTo({ top: node.getBoundingClientRect().top - pane.getBoundingClientRect().top + pane.scrollTop - 130, behavior });
    to(now || still ? 'instant' : 'smooth');
    if (long) requestAnimationFrame(() => { to('instant'); requestAnimationFrame(() => { to('instant'); draw(); }); });
  }

  // Choosing a claim moves both panes to it and dims the rest.
  function pick(c, reveal, jump) {
    if (!$(`.ci[data-c="${c}"]`)) return;
    chosen = c === chosen && !reveal ? 0 : c;
    if (chosen) show(chosen);
    reader.classList.toggle('choice', !!chosen);
    $$('mark.cl').forEach(m => m.classList.toggle('sel', m.dataset.c.split(' ').includes(String(chosen))));
    $$('.p').forEach(p => p.classList.toggle('has', !!$('mark.sel', p)));
    $$('.ci').forEach(x => { x.classList.toggle('sel', +x.dataset.c === chosen); x.setAttribute('aria-current', +x.dataset.c === chosen); });
    if (chosen) {
      history.replaceState(null, '', '#c' + chosen);
      panes().forEach(p => { const m = marks(p, chosen)[0]; if (m) glide(p, m, jump || reveal || long); });
      const at = $(`.ci[data-c="${chosen}"]`).getBoundingClientRect();
      for (const box of [$('.rail'), $('.rail ol')]) { const b = box.getBoundingClientRect(); box.scrollBy({ top: at.top - b.top - 60, left: at.left + at.width / 2 - b.left - b.width / 2 }); }
      if (reveal) $('#read').scrollIntoView();
    } else history.replaceState(null, '', ' ');
    card();
    draw();
  }
  // On a phone the chosen claim's quotes stand one above the other, before the texts.
  function card() {
    const box = $('.cc'); box.textContent = ''; box.hidden = !chosen;
    if (!chosen) return;
    const title = document.createElement('h3'); title.textContent = $(`.ci[data-c="${chosen}"] b`).textContent; box.append(title);
    $$('.pane').forEach(p => {
      const told = marks(p, chosen).map(plain); if (!told.length) return;
      const quote = document.createElement('blockquote'); quote.className = 's' + p.dataset.n % 6; quote.dir = 'auto'; quote.textContent = told.join(' … '); box.append(quote);
    });
  }
  const plain = node => { const c = node.cloneNode(true); c.querySelectorAll('.cn').forEach(x => x.remove()); return c.textContent; };
  // Tabs for the texts on a phone.
  function tab(n) {
    $$('.tabs button').forEach(b => b.setAttribute('aria-pressed', +b.dataset.n === n));
    $$('.pane').forEach(p => p.toggleAttribute('data-hide', +p.dataset.n !== n));
  }
  $$('.tabs button').forEach(b => b.onclick = () => tab(+b.dataset.n));
  document.addEventListener('click', e => {
    const m = e.target.closest('mark.cl'), link = e.target.closest('a[href^="#c"]'), par = e.target.closest('a[href^="#p"]');
    if (link) { e.preventDefault(); pick(+link.hash.slice(2), !link.closest('.rd')); }
    else if (m) { const all = m.dataset.c.split(' ').map(Number); pick(all[all.indexOf(chosen) + 1] || all[0]); }
    else if (par) { e.preventDefault(); openParagraph(par.hash); }
  });
  function openParagraph(hash) {
    const p = document.getElementById(hash.slice(1)), pane = p && p.closest('.pane'); if (!pane) return;
    const n = +pane.dataset.n; if (!shown.includes(n)) { shown[1] = n; place(); }
    tab(n); $$('.p.at').forEach(x => x.classList.remove('at')); p.classList.add('at'); history.replaceState(null, '', hash);
    if (phone.matches) p.scrollIntoView({ block: 'center' });
    else { $('#read').scrollIntoView(); pane.scrollTo({ top: p.offsetTop - 80 }); }
    draw();
  }
  $$('.pane').forEach(p => p.addEventListener('scroll', () => requestAnimationFrame(draw), { passive: true }));
  addEventListener('resize', draw);

  // Filters and search; search folds what the comparison folds. Neither is kept in the address: that names places.
  const fold = s => s.replace(/[\u064b-\u065f\u0670\u0640\u200c-\u200f]/g, '').replace(/[أإآٱ]/g, 'ا').replace(/[ىی]/g, 'ي').replace(/[ةۀ]/g, 'ه').replace(/ؤ/g, 'و').replace(/ئ/g, 'ي').replace(/ء/g, '').replace(/ک/g, 'ك').replace(/[٠-٩]/g, d => d.charCodeAt(0) - 1632).toLowerCase();
  let type = '', verdict = '', query = '', hits = [], at = -1;
  const rows = $$('.dr[data-t]'), texts = new Map(), minor = $('#minor'), list = $('.dl');
  const textOf = row => { if (!texts.has(row)) texts.set(row, fold(row.textContent)); return texts.get(row); };
  const fits = (r, t, v) => (!t || r.dataset.t === t) && (!v || r.dataset.v === v) && (!query || textOf(r).includes(query));
  function filter() {
    let n = 0;
    const any = !!(type || verdict || query), open = any || !minor || minor.checked;
    if (list) list.classList.toggle('all', open);
    rows.forEach(r => { r.hidden = !fits(r, type, verdict); n += !r.hidden && (open || !r.classList.contains('late')); });
    $$('.filters .chip').forEach(c => {
      const t = 't' in c.dataset ? c.dataset.t : type, v = 'v' in c.dataset ? c.dataset.v : verdict, left = rows.filter(r => fits(r, t, v)).length;
      $('.num', c).textContent = left; c.disabled = !left && c.getAttribute('aria-pressed') !== 'true';
    });
    const none = $('#nohits'); if (none) none.hidden = n > 0 || !any;
    const told = $('#told'); if (told) told.textContent = any ? told.dataset.form.replace('{n}', n) : '';
    $$('.two li').forEach(l => { l.hidden = !!query && !fold(l.textContent).includes(query); });
  }
  // Places found: rows of differences first, then the texts; Enter goes from one to the next.
  function find() {
    hits = []; at = -1; const ranges = [], lit = window.Highlight && CSS.highlights;
    if (lit) { CSS.highlights.delete('find'); CSS.highlights.delete('find-at'); }
    if (query) {
      rows.forEach(r => { if (!r.hidden) hits.push(r); });
      $$('.pane .p p').forEach(p => {
        const walk = document.createTreeWalker(p, NodeFilter.SHOW_TEXT); let node, text = '';
        const map = [];
        while ((node = walk.nextNode())) {
          if (node.parentElement.closest('.cn')) continue;
          let i = 0;
          for (const ch of node.data) { const k = fold(ch); for (let j = 0; j < k.length; j++) map.push([node, i, i + ch.length]); text += k; i += ch.length; }
        }
        for (let i = text.indexOf(query); i >= 0; i = text.indexOf(query, i + query.length)) {
          const r = new Range(), end = map[i + query.length - 1]; r.setStart(map[i][0], map[i][1]); r.setEnd(end[0], end[2]); ranges.push(r); hits.push(r);
        }
      });
      if (lit) CSS.highlights.set('find', new Highlight(...ranges));
    }
    tell();
  }
  function tell() {
    const out = $('#hits');
    out.textContent = !query ? '' : !hits.length ? out.dataset.none : at < 0 ? hits.length : out.dataset.form.replace('{at}', at + 1).replace('{all}', hits.length);
    ['#back', '#next'].forEach(id => { const b = $(id); if (b) b.hidden = !hits.length; });
  }
  function step(by) {
    if (!hits.length) return;
    at = (at + by + hits.length + (at < 0 && by < 0 ? 1 : 0)) % hits.length; tell();
    const hit = hits[at]; $$('.dr.found').forEach(r => r.classList.remove('found'));
    if (window.Highlight && CSS.highlights) CSS.highlights.delete('find-at');
    if (!(hit instanceof Range)) { hit.classList.add('found'); hit.scrollIntoView({ block: 'center' }); return; }
    if (window.Highlight && CSS.highlights) { const one = new Highlight(hit); one.priority = 1; CSS.highlights.set('find-at', one); }
    const pane = hit.startContainer.parentElement.closest('.pane'), n = +pane.dataset.n;
    if (!shown.includes(n)) { shown[1] = n; place(); }
    tab(n);
    if (phone.matches) { hit.startContainer.parentElement.scrollIntoView({ block: 'center' }); return; }
    $('#read').scrollIntoView();
    const r = hit.getBoundingClientRect(), b = pane.getBoundingClientRect(); pane.scrollTo({ top: pane.scrollTop + r.top - b.top - 130 }); draw();
  }
  $$('.filters .chip[data-t]').forEach(c => c.onclick = () => { type = c.dataset.t === type ? '' : c.dataset.t; if (!c.dataset.t) verdict = ''; press(); });
  $$('.filters .chip[data-v]').forEach(c => c.onclick = () => { verdict = c.dataset.v === verdict ? '' : c.dataset.v; press(); });
  function press() {
    $$('.filters .chip[data-t]').forEach(x => x.setAttribute('aria-pressed', x.dataset.t ? x.dataset.t === type : !type && !verdict));
    $$('.filters .chip[data-v]').forEach(x => x.setAttribute('aria-pressed', x.dataset.v === verdict));
    filter(); find();
  }
  $('#q').oninput = e => { query = fold(e.target.value.trim()); filter(); find(); };
  $('#q').onkeydown = e => { if (e.key === 'Enter') { e.preventDefault(); step(e.shiftKey ? -1 : 1); } };
  [['#back', -1], ['#next', 1]].forEach(([id, by]) => { const b = $(id); if (b) b.onclick = () => step(by); });
  if (minor) minor.onchange = filter;
  // The page comes with its counts; only a box that the browser kept ticked opens what is folded.
  if (list) list.classList.toggle('all', !minor || minor.checked);

  // Similarity map: a cell shows its two paragraphs, Enter or a second click opens them; arrows follow the reading
  // direction. A large map is drawn on one canvas, its cells are the same to hand and eye.
  // A map is set up when it is needed: near the window, by key, by address, or when the page has nothing else to do.
  const maps = {}, waiting = new Map($$('[data-heat]').map(map => [+map.dataset.heat + 1, map]));
  const mapOf = n => { const map = waiting.get(n); if (map) { waiting.delete(n); prepare(map); } return maps[n]; };
  const later = window.requestIdleCallback ? act => requestIdleCallback(act, { timeout: 1000 }) : act => setTimeout(act, 50);
  const allMaps = () => [...waiting.keys()].forEach(mapOf);
  ['pointerdown', 'focusin'].forEach(kind => document.addEventListener(kind, e => { const map = e.target.closest && e.target.closest('[data-heat]'); if (map) mapOf(+map.dataset.heat + 1); }, true));
  function prepare(map) {
    const side = map.closest('.hm').querySelector('.pp'), canvas = map.tagName === 'CANVAS';
    $$('tr[data-v] td', map).forEach(cell => cell.classList.add('gc'));
    const told = canvas ? [] : $$('tr[data-v]', map).map(r => r.dataset.v.split(' '));
    const rows = canvas ? [] : $$('tr', map).slice(1).map(r => $$('td.gc', r));
    const codes = canvas ? { row: map.dataset.rows.split(' '), column: map.dataset.columns.split(' ') }
      : { row: $$('tr', map).slice(1).map(r => $('th a', r).hash.slice(1)), column: $$('th a', $$('tr', map)[0]).map(a => a.hash.slice(1)) };
    const high = codes.row.length, wide = codes.column.length; if (!high || !wide) return;
    const packed = canvas ? atob(map.dataset.values) : '', bytes = new Uint8Array(packed.length);
    for (let i = 0; i < packed.length; i++) bytes[i] = packed.charCodeAt(i);
    // A byte holds the hundredths and, in its highest bit, whether the paragraphs are linked.
    const value = (i, j) => canvas ? ((bytes[i * wide + j] & 127) / 100).toFixed(2) : told[i][j];
    const level = v => [.3, .4, .5, .65, .8].filter(bound => +v >= bound).length;
    const names = $$('.lg li', map.closest('.hm')).map(l => l.textContent);
    const text = id => { const p = document.getElementById(id); return p && $('p', p) ? plain($('p', p)) : ''; };
    const paragraphs = [...side.querySelectorAll('blockquote')];
    let now = [0, 0]; if (canvas) map.dataset.label = map.getAttribute('aria-label');
    const show = (i, j, focus) => {
      now = [i, j];
      if (canvas) { paint(); map.setAttribute('aria-label', `${map.dataset.label} ${tellCell(i, j)}`); if (focus) map.focus(); }
      else { $$('.sel', map).forEach(c => { c.classList.remove('sel'); c.tabIndex = -1; }); const cell = rows[i][j]; cell.classList.add('sel'); cell.tabIndex = 0; if (focus) cell.focus(); }
      const v = value(i, j);
      $('.sc b', side).textContent = v; $('.cls', side).textContent = names[level(v)];
      paragraphs[0].textContent = text(codes.row[i]); paragraphs[1].textContent = text(codes.column[j]);
    };
    const tellCell = (i, j) => `${codes.row[i].slice(1)} × ${codes.column[j].slice(1)}: ${value(i, j)}, ${names[level(value(i, j))]}`;
    const open = (i, j) => {
      const sides = [codes.row[i], codes.column[j]].map(id => document.getElementById(id)); if (sides.includes(null)) return;
      sides.forEach((p, n) => { shown[n] = +p.closest('.pane').dataset.n; }); place(); tab(shown[0]);
      $$('.p.at').forEach(x => x.classList.remove('at'));
      $('#read').scrollIntoView();
      sides.forEach(p => { p.classList.add('at'); if (!phone.matches) p.closest('.pane').scrollTo({ top: p.offsetTop - 80 }); });
      if (phone.matches) sides[0].scrollIntoView({ block: 'center' });
      history.replaceState(null, '', `#h${+map.dataset.heat + 1}-${i + 1}-${j + 1}`); draw();
    };
    const key = e => {
      if (e.key === 'Enter' || e.key === ' ') { e.preventDefault(); open(...now); return; }
      const f = rtl ? -1 : 1, by = { ArrowRight: [0, f], ArrowLeft: [0, -f], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[e.key]; if (!by) return;
      e.preventDefault(); const i = now[0] + by[0], j = now[1] + by[1]; if (i >= 0 && j >= 0 && i < high && j < wide) show(i, j, true);
    };
    const size = canvas ? Math.max(1, Math.min(12, Math.floor(900 / Math.max(high, wide)))) : 0;
    function paint() {
      const pen = map.getContext('2d'), css = getComputedStyle(root), ramp = [0, 1, 2, 3, 4, 5].map(n => css.getPropertyValue('--l' + n));
      map.width = wide * size; map.height = high * size;
      const shades = Array.from({ length: 128 }, (_, n) => level((n / 100).toFixed(2)));
      pen.fillStyle = ramp[0]; pen.fillRect(0, 0, map.width, map.height);
      for (let i = 0; i < high; i++) for (let j = 0; j < wide; j++) {
        const byte = bytes[i * wide + j], here = i === now[0] && j === now[1], shade = shades[byte & 127]; if (!shade && byte < 128 && !here) continue;
        const x = (rtl ? wide - 1 - j : j) * size; pen.fillStyle = ramp[shade]; pen.fillRect(x, i * size, size, size);
        if (here || (byte > 127 && size > 2)) { pen.strokeStyle = css.getPropertyValue(byte > 127 ? '--focus' : '--ink'); pen.lineWidth = here ? 3 : 1.5; pen.strokeRect(x + .5, i * size + .5, size - 1, size - 1); }
      }
    }
    if (canvas) {
      map.onkeydown = key; map.onclick = e => { const b = map.getBoundingClientRect(), j = Math.floor((e.clientX - b.left) / b.width * wide), i = Math.floor((e.clientY - b.top) / b.height * high); show(Math.min(i, high - 1), Math.min(rtl ? wide - 1 - j : j, wide - 1)); };
      map.ondblclick = () => open(...now); new MutationObserver(paint).observe(root, { attributes: true, attributeFilter: ['data-theme'] });
    } else rows.forEach((row, i) => row.forEach((cell, j) => {
      cell.tabIndex = -1; cell.onclick = () => { if (now[0] === i && now[1] === j && cell.dataset.seen) open(i, j); else show(i, j); cell.dataset.seen = 1; }; cell.onkeydown = key;
    }));
    let best = [0, 0];
    const raw = canvas ? (i, j) => bytes[i * wide + j] & 127 : (i, j) => +value(i, j);
    for (let i = 0, most = raw(0, 0); i < high; i++) for (let j = 0; j < wide; j++) { const v = raw(i, j); if (v > most) { most = v; best = [i, j]; } }
    show(...best); maps[+map.dataset.heat + 1] = { show, open, high, wide };
  }

  $$('.gc[data-pair]').forEach(cell => { cell.onclick = e => { e.preventDefault(); cell.dataset.pair.split(' ').forEach((n, side) => { shown[side] = +n; }); place(); tab(shown[0]); draw(); $('#read').scrollIntoView(); }; });

  // Keys.
  const help = $('#help'); $('#kb').onclick = () => help.showModal(); $('#print').onclick = () => print();
  addEventListener('keydown', e => {
    if (e.target.matches('textarea') || $('dialog[open]')) return;
    if (e.target.matches('input,select')) { if (e.key === 'Escape' && e.target.id === 'q') { e.target.value = ''; e.target.dispatchEvent(new Event('input')); e.target.blur(); } return; }
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const ids = $$('.ci').map(c => +c.dataset.c), at = ids.indexOf(chosen);
    if (e.key === '/') { e.preventDefault(); $('#q').focus(); }
    else if ((e.key === 'j' || e.key === 'k') && ids.length) pick(ids[e.key === 'j' ? (at + 1) % ids.length : (at < 1 ? ids.length : at) - 1], true);
    else if (e.key === 'h') { allMaps(); const c = $('.gc.sel') || $('canvas[data-heat]'); if (c) c.focus(); }
    else if (e.key === '?') help.showModal();
    else if (e.key === 'Escape') { if (chosen) pick(chosen); $$('.p.at').forEach(x => x.classList.remove('at')); }
  });
  function go() {
    const h = location.hash; let row;
    if (/^#c\d+$/.test(h)) pick(+h.slice(2), true, true);
    else if (/^#p[A-Z]+-\d+$/.test(h)) openParagraph(h);
    else if (/^#d\d+$/.test(h) && (row = document.getElementById(h.slice(1)))) { row.hidden = false; if (row.classList.contains('late') && minor && !minor.checked) { minor.checked = true; filter(); } row.scrollIntoView({ block: 'center' }); }
    else if (/^#h\d+-\d+-\d+$/.test(h)) { const [n, i, j] = h.slice(2).split('-').map(Number), map = mapOf(n); if (map && i && j && i <= map.high && j <= map.wide) { map.show(i - 1, j - 1); map.open(i - 1, j - 1); } }
  }
  addEventListener('hashchange', go);
  // Without this the browser would scroll to the claim's place in the list, not to the texts.
  $$('.rail li').forEach(li => li.removeAttribute('id'));
  place(); tab(0); if (location.hash) go();
  // The section in view.
  const seen = new IntersectionObserver(found => found.forEach(e => { if (e.isIntersecting) $$('.bar nav a').forEach(a => { if (a.hash === '#' + e.target.id) a.setAttribute('aria-current', 'true'); else a.removeAttribute('aria-current'); }); }), { rootMargin: '-40% 0px -55%' });
  $$('section.s').forEach(s => seen.observe(s));
  // After the first picture: nothing here may hold it up.
  addEventListener('load', () => later(() => { allMaps(); if (document.fonts) document.fonts.ready.then(() => { if (location.hash) go(); draw(); }); }));
})();
