(() => {
  const $ = (s, r = document) => r.querySelector(s), $$ = (s, r = document) => [...r.querySelectorAll(s)];
  const root = document.documentElement;
  root.classList.add('on');

  // Theme: the reader's own wish, until changed here.
  const isDark = () => (root.dataset.theme || (matchMedia('(prefers-color-scheme:dark)').matches ? 'dark' : 'light')) === 'dark';
  $('#theme').setAttribute('aria-pressed', isDark());
  $('#theme').onclick = () => { root.dataset.theme = isDark() ? 'light' : 'dark'; $('#theme').setAttribute('aria-pressed', isDark()); };
  $('#print').onclick = () => print();
  $('#kb').onclick = () => $('#help').showModal();
  $('#shut').onclick = () => $('#help').close();

  // Search folds what the comparison folds; cards without the words are hidden, the places are stepped through.
  const fold = s => s.replace(/[\u064b-\u065f\u0670\u0640\u200c-\u200f]/g, '').replace(/[أإآٱ]/g, 'ا').replace(/[ىی]/g, 'ي').replace(/[ةۀ]/g, 'ه').replace(/ؤ/g, 'و').replace(/ئ/g, 'ي').replace(/ء/g, '').replace(/ک/g, 'ك').replace(/[٠-٩]/g, d => d.charCodeAt(0) - 1632).toLowerCase();
  const cards = $$('.dc').map(card => [card, fold(card.textContent)]), lit = window.Highlight && CSS.highlights;
  let query = '', hits = [], at = -1, chosen = null;
  // The places of the words in a block: folded letter by letter, so that each leads back to its own.
  function places(block) {
    const walk = document.createTreeWalker(block, NodeFilter.SHOW_TEXT), map = [], found = []; let node, text = '';
    while ((node = walk.nextNode())) {
      let i = 0;
      for (const ch of node.data) { const k = fold(ch); for (let j = 0; j < k.length; j++) map.push([node, i, i + ch.length]); text += k; i += ch.length; }
    }
    for (let i = text.indexOf(query); i >= 0; i = text.indexOf(query, i + query.length)) {
      const range = new Range(), end = map[i + query.length - 1]; range.setStart(map[i][0], map[i][1]); range.setEnd(end[0], end[2]); found.push(range);
    }
    return found;
  }
  function find() {
    query = fold($('#q').value.trim()); hits = []; at = -1;
    cards.forEach(([card, text]) => {
      card.hidden = !!query && !text.includes(query);
      if (!query || card.hidden) return;
      const found = $$('blockquote,.outs,.vm,.fct', card).flatMap(places);
      hits.push(...(found.length ? found : [card]));
    });
    if (lit) { CSS.highlights.delete('find-at'); CSS.highlights.set('find', new Highlight(...hits.filter(hit => hit instanceof Range))); }
    tell();
  }
  function tell() {
    const out = $('#hits');
    out.textContent = !query ? '' : !hits.length ? out.dataset.none : at < 0 ? hits.length : out.dataset.form.replace('{at}', at + 1).replace('{all}', hits.length);
    ['#back', '#next'].forEach(id => { $(id).hidden = !hits.length; });
  }
  function step(by) {
    if (!hits.length) return;
    at = (at + by + hits.length + (at < 0 && by < 0 ? 1 : 0)) % hits.length; tell();
    const hit = hits[at], inside = hit instanceof Range;
    if (lit && inside) { const one = new Highlight(hit); one.priority = 1; CSS.highlights.set('find-at', one); }
    mark(inside ? hit.startContainer.parentElement.closest('.dc') : hit);
    (inside ? hit.startContainer.parentElement : hit).scrollIntoView({ block: 'center' });
  }
  // The card that j and k have come to.
  function mark(card) {
    if (chosen) { chosen.classList.remove('at'); chosen.removeAttribute('aria-current'); }
    chosen = card;
    if (chosen) { chosen.classList.add('at'); chosen.setAttribute('aria-current', 'true'); }
  }
  function walk(by) {
    const open = cards.map(([card]) => card).filter(card => !card.hidden); if (!open.length) return;
    const now = open.indexOf(chosen), to = now < 0 ? (by > 0 ? 0 : open.length - 1) : Math.max(0, Math.min(open.length - 1, now + by));
    mark(open[to]); history.replaceState(null, '', '#' + chosen.id); chosen.scrollIntoView();
  }
  $('#q').oninput = find;
  $('#back').onclick = () => step(-1);
  $('#next').onclick = () => step(1);
  addEventListener('keydown', e => {
    if (e.target === $('#q')) {
      if (e.key === 'Enter') { e.preventDefault(); step(e.shiftKey ? -1 : 1); }
      if (e.key === 'Escape') { e.target.value = ''; find(); e.target.blur(); }
      return;
    }
    if (e.ctrlKey || e.metaKey || e.altKey || $('#help').open) return;
    if (e.key === '/') { e.preventDefault(); $('#q').focus(); }
    if (e.key === 'j' || e.key === 'k') walk(e.key === 'j' ? 1 : -1);
    if (e.key === 'Escape') mark(null);
  });
  // The section in view.
  const seen = new IntersectionObserver(found => found.forEach(e => { if (e.isIntersecting) $$('.bar nav a').forEach(a => { if (a.hash === '#' + e.target.id) a.setAttribute('aria-current', 'true'); else a.removeAttribute('aria-current'); }); }), { rootMargin: '-40% 0px -55%' });
  $$('section.s').forEach(s => seen.observe(s));
})();
