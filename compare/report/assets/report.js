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

  const marks = (pane, c) => $$('mark.cl', pane).filter(m => m.dataset.c.split(' ').includes(String(c)));
  function draw() {
    const svg = $('.gut svg'); if (!svg || !svg.clientWidth) return;
    const g = svg.getBoundingClientRect(), [a, b] = panes(); svg.textContent = '';
    if (!a || !b || a === b) return;
    const height = m => { const h = m.closest('.pane').getBoundingClientRect(), r = m.getBoundingClientRect(), v = r.top + Math.min(r.height / 2, 16);
      return [Math.max(h.top + 52, Math.min(h.bottom - 8, v)) - g.top, v < h.top + 52 ? -1 : v > h.bottom - 8 ? 1 : 0]; };
    $$('.ci').forEach(ci => {
      const c = +ci.dataset.c, x = marks(a, c)[0], y = marks(b, c)[0]; if (!x || !y) return;
      const [y1, o1] = height(x), [y2, o2] = height(y); if (o1 && o1 === o2) return;
      const flip = a.getBoundingClientRect().left > b.getBoundingClientRect().left, x1 = flip ? g.width : 0, x2 = flip ? 0 : g.width;
      const p = document.createElementNS('http://www.w3.org/2000/svg', 'path');
      p.setAttribute('d', `M${x1},${y1}C${g.width / 2},${y1} ${g.width / 2},${y2} ${x2},${y2}`);
      if (c === chosen) p.classList.add('sel');
      p.onclick = () => pick(c); svg.append(p);
    });
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
      panes().forEach(p => { const m = marks(p, chosen)[0]; if (m) p.scrollTo({ top: m.getBoundingClientRect().top - p.getBoundingClientRect().top + p.scrollTop - 130, behavior: jump || reveal ? 'instant' : 'smooth' }); });
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

  // Filters and search; search folds what the comparison folds.
  const fold = s => s.replace(/[\u064b-\u065f\u0670\u0640\u200c-\u200f]/g, '').replace(/[أإآٱ]/g, 'ا').replace(/[ىی]/g, 'ي').replace(/[ةۀ]/g, 'ه').replace(/ؤ/g, 'و').replace(/ئ/g, 'ي').replace(/ء/g, '').replace(/ک/g, 'ك').replace(/[٠-٩]/g, d => d.charCodeAt(0) - 1632).toLowerCase();
  let type = '', query = '';
  function filter() {
    let n = 0;
    const rows = $$('.dr[data-t]'); rows.forEach(r => { const ok = (!type || r.dataset.t === type) && (!query || fold(r.textContent).includes(query)); r.hidden = !ok; n += ok && (!r.classList.contains('minor') || r.classList.contains('shown')); });
    const none = $('#nohits'); if (none) none.hidden = n > 0;
    $$('.two li').forEach(l => { l.hidden = !!query && !fold(l.textContent).includes(query); });
    $('#hits').textContent = query ? find() : '';
  }
  function find() {
    const ranges = []; if (!window.Highlight || !CSS.highlights) return '';
    CSS.highlights.delete('find');
    $$('.pane .p p').forEach(p => {
      const walk = document.createTreeWalker(p, NodeFilter.SHOW_TEXT); let node;
      while ((node = walk.nextNode())) {
        if (node.parentElement.closest('.cn')) continue;
        let text = '', map = [];
        [...node.data].reduce((at, ch) => { const k = fold(ch); for (let i = 0; i < k.length; i++) map.push(at); text += k; return at + ch.length; }, 0);
        for (let at = text.indexOf(query); at >= 0; at = text.indexOf(query, at + 1)) {
          const r = new Range(); r.setStart(node, map[at]); r.setEnd(node, map[at + query.length - 1] + 1); ranges.push(r);
        }
      }
    });
    CSS.highlights.set('find', new Highlight(...ranges));
    return ranges.length;
  }
  $$('.chip[data-t]').forEach(c => c.onclick = () => { type = c.dataset.t; $$('.chip[data-t]').forEach(x => x.setAttribute('aria-pressed', x === c)); filter(); });
  $('#q').oninput = e => { query = fold(e.target.value.trim()); if (!query && window.Highlight && CSS.highlights) CSS.highlights.delete('find'); filter(); };
  const minor = $('#minor'); if (minor) minor.onchange = () => { $$('.dr.minor').forEach(r => r.classList.toggle('shown', minor.checked)); filter(); };

  // Similarity map: a cell shows its two paragraphs; arrows follow the reading direction.
  $$('.grid[data-heat]').forEach(grid => {
    const rows = $$('tr', grid).slice(1).map(r => $$('td.gc', r)), side = grid.closest('.hm').querySelector('.pp');
    const heads = { row: $$('tr', grid).slice(1).map(r => $('th a', r)), column: $$('tr', grid)[0] ? $$('th a', $$('tr', grid)[0]) : [] };
    const text = a => { const p = a && document.getElementById(a.hash.slice(1)); return p ? plain($('p', p)) : ''; };
    const names = $$('.lg li', grid.parentElement).map(l => l.textContent);
    function show(i, j, focus) {
      $$('.sel', grid).forEach(c => { c.classList.remove('sel'); c.tabIndex = -1; });
      const cell = rows[i][j]; cell.classList.add('sel'); cell.tabIndex = 0; if (focus) cell.focus();
      $('.sc b', side).textContent = cell.dataset.v; $('.cls', side).textContent = names[+cell.className.match(/l(\d)/)[1]];
      const [a, b] = $$('blockquote', side); a.textContent = text(heads.row[i]); b.textContent = text(heads.column[j]);
    }
    rows.forEach((row, i) => row.forEach((cell, j) => {
      cell.tabIndex = -1; cell.onclick = () => show(i, j);
      cell.onkeydown = e => { const f = rtl ? -1 : 1, step = { ArrowRight: [0, f], ArrowLeft: [0, -f], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[e.key]; if (!step) return; e.preventDefault(); const y = i + step[0], x = j + step[1]; if (rows[y] && rows[y][x]) show(y, x, true); };
    }));
    let best = [0, 0];
    rows.forEach((row, i) => row.forEach((cell, j) => { if (+cell.dataset.v > +rows[best[0]][best[1]].dataset.v) best = [i, j]; }));
    if (rows.length && rows[0].length) show(...best);
  });

  $$('.gc[data-pair]').forEach(cell => cell.onclick = () => { cell.dataset.pair.split(' ').forEach((n, side) => { shown[side] = +n; }); place(); draw(); $('#read').scrollIntoView(); });

  // Keys.
  const help = $('#help'); $('#kb').onclick = () => help.showModal(); $('#print').onclick = () => print();
  addEventListener('keydown', e => {
    if (e.target.matches('input,select')) { if (e.key === 'Escape') { e.target.value = ''; e.target.dispatchEvent(new Event('input')); e.target.blur(); } return; }
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const ids = $$('.ci').map(c => +c.dataset.c), at = ids.indexOf(chosen);
    if (e.key === '/') { e.preventDefault(); $('#q').focus(); }
    else if ((e.key === 'j' || e.key === 'k') && ids.length) pick(ids[e.key === 'j' ? (at + 1) % ids.length : (at < 1 ? ids.length : at) - 1], true);
    else if (e.key === 'h') { const c = $('.gc.sel'); if (c) c.focus(); }
    else if (e.key === '?') help.showModal();
    else if (e.key === 'Escape' && chosen) pick(chosen);
  });
  function go() {
    const h = location.hash; let row;
    if (/^#c\d+$/.test(h)) pick(+h.slice(2), true, true);
    else if (/^#p[A-Z]+-\d+$/.test(h)) openParagraph(h);
    else if (/^#d\d+$/.test(h) && (row = document.getElementById(h.slice(1)))) { row.hidden = false; row.classList.add('shown'); row.scrollIntoView({ block: 'center' }); }
  }
  addEventListener('hashchange', go);
  // Without this the browser would scroll to the claim's place in the list, not to the texts.
  $$('.rail li').forEach(li => li.removeAttribute('id'));
  place(); tab(0); if (location.hash) go();
  // The section in view.
  const seen = new IntersectionObserver(found => found.forEach(e => { if (e.isIntersecting) $$('.bar nav a').forEach(a => { if (a.hash === '#' + e.target.id) a.setAttribute('aria-current', 'true'); else a.removeAttribute('aria-current'); }); }), { rootMargin: '-40% 0px -55%' });
  $$('section.s').forEach(s => seen.observe(s));
  if (document.fonts) document.fonts.ready.then(() => { if (location.hash) go(); draw(); });
})();
