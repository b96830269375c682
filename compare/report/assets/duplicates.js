(() => {
  const $ = (s, r = document) => r.querySelector(s), $$ = (s, r = document) => [...r.querySelectorAll(s)];
  const root = document.documentElement;
  root.classList.add('on');

  // Theme: the reader's own wish, until changed here.
  const isDark = () => (root.dataset.theme || (matchMedia('(prefers-color-scheme:dark)').matches ? 'dark' : 'light')) === 'dark';
  $('#theme').setAttribute('aria-pressed', isDark());
  $('#theme').onclick = () => { root.dataset.theme = isDark() ? 'light' : 'dark'; $('#theme').setAttribute('aria-pressed', isDark()); };
  $('#print').onclick = () => print();

  // Search folds what the comparison folds.
  const fold = s => s.replace(/[\u064b-\u065f\u0670\u0640\u200c-\u200f]/g, '').replace(/[أإآٱ]/g, 'ا').replace(/[ىی]/g, 'ي').replace(/[ةۀ]/g, 'ه').replace(/ؤ/g, 'و').replace(/ئ/g, 'ي').replace(/ء/g, '').replace(/ک/g, 'ك').replace(/[٠-٩]/g, d => d.charCodeAt(0) - 1632).toLowerCase();
  const cards = $$('.dc').map(card => [card, fold(card.textContent)]);
  $('#q').oninput = e => {
    const query = fold(e.target.value.trim()); let n = 0;
    cards.forEach(([card, text]) => { const ok = text.includes(query); card.hidden = !ok; n += ok; });
    $('#hits').textContent = query ? n : '';
  };
  addEventListener('keydown', e => {
    if (e.target.matches('input')) { if (e.key === 'Escape') { e.target.value = ''; e.target.dispatchEvent(new Event('input')); e.target.blur(); } return; }
    if (e.key === '/' && !e.ctrlKey && !e.metaKey && !e.altKey) { e.preventDefault(); $('#q').focus(); }
  });
  // The section in view.
  const seen = new IntersectionObserver(found => found.forEach(e => { if (e.isIntersecting) $$('.bar nav a').forEach(a => { if (a.hash === '#' + e.target.id) a.setAttribute('aria-current', 'true'); else a.removeAttribute('aria-current'); }); }), { rootMargin: '-40% 0px -55%' });
  $$('section.s').forEach(s => seen.observe(s));
})();
