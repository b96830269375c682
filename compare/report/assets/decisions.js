// What a person decides: links by hand, differences checked, notes. Kept here, saved as a file, read back.
(() => {
  const box = document.getElementById('hand-data'); if (!box) return;
  const $ = (s, r = document) => r.querySelector(s), $$ = (s, r = document) => [...r.querySelectorAll(s)];
  const data = JSON.parse(box.textContent), t = data.t, phone = matchMedia('(max-width:720px)');
  // Document text comes in through textContent alone.
  function el(tag, given = {}, ...kids) {
    const node = document.createElement(tag);
    for (const [key, value] of Object.entries(given)) {
      if (key.startsWith('on')) node[key] = value;
      else if (value !== false && value != null) node.setAttribute(key, value === true ? '' : value);
    }
    node.append(...kids.filter(kid => kid != null)); return node;
  }
  const button = (text, act, given = {}) => el('button', { type: 'button', class: 'chip', onclick: act, ...given }, text);
  const cut = (text, most) => { const line = text.replace(/\s+/g, ' ').trim(), all = Array.from(line); return all.length > most ? all.slice(0, most - 1).join('') + '…' : line; };

  // Texts: offsets are code points, and a page holds one character where a file has two to end a line.
  const held = new Map();
  function block(id) {
    if (held.has(id)) return held.get(id);
    const [account, start, end, , breaks = []] = data.blocks[id], home = document.getElementById(id), nodes = [];
    let at = start, text = [], left = [...breaks];
    const walk = home && document.createTreeWalker($('p', home), NodeFilter.SHOW_TEXT);
    for (let node; walk && (node = walk.nextNode());) {
      if (node.parentElement.closest('.cn,.hs')) continue;
      const from = at, chars = Array.from(node.data);
      for (const c of chars) { if (left.length && at === left[0]) { text.push('\r'); at++; left.shift(); } text.push(c); at++; }
      nodes.push({ node, from, to: at });
    }
    const found = at === end ? { id, account, start, end, text, nodes, breaks } : null;
    held.set(id, found); return found;
  }
  const ids = Object.keys(data.blocks);
  // Of each account its blocks in the order of the text: the last that starts early enough is asked.
  const placed = data.inputs.map((_, account) => ids.filter(id => data.blocks[id][0] === account).sort((a, b) => data.blocks[a][1] - data.blocks[b][1]));
  function blockAt(account, start, end) {
    const row = placed[account] || []; let low = 0, high = row.length;
    while (low < high) { const middle = (low + high) >> 1; if (data.blocks[row[middle]][1] <= start) low = middle + 1; else high = middle; }
    const id = row[low - 1]; return id && end <= data.blocks[id][2] ? block(id) : undefined;
  }
  const words = (account, start, end) => { const b = blockAt(account, start, end); return b ? b.text.slice(start - b.start, end - b.start).join('') : ''; };
  const sentences = ids.flatMap(id => data.blocks[id][3].map(([start, end]) => ({ account: data.blocks[id][0], start, end, block: id })));
  const siglum = account => data.inputs[account][2];
  const accountOf = id => data.inputs.findIndex(input => input[0] === id);
  function stretch(account, start, end, quote) {
    const b = blockAt(account, start, end), [witness, sha256] = data.inputs[account], found = { witness, start, end, quote: quote || words(account, start, end) };
    if (sha256) found.sha256 = sha256;
    if (!found.quote) return null;
    if (b) {
      const before = b.text.slice(Math.max(0, start - b.start - data.around), start - b.start).join(''), after = b.text.slice(end - b.start, end - b.start + data.around).join('');
      if (before) found.prefix = before;
      if (after) found.suffix = after;
    }
    return found;
  }
  function range(account, start, end) {
    const b = blockAt(account, start, end); if (!b) return null;
    const place = (offset, last) => {
      const n = b.nodes.find(n => last ? n.from < offset && offset <= n.to : n.from <= offset && offset < n.to); if (!n) return null;
      let at = n.from, i = 0;
      for (const c of n.node.data) { if (at >= offset) break; if (b.breaks.includes(at)) at++; at++; i += c.length; }
      return [n.node, i];
    };
    const one = place(start, false), two = place(end, true); if (!one || !two) return null;
    const found = new Range(); found.setStart(...one); found.setEnd(...two); return found;
  }

  // Decisions as plain values; of two on one subject the later holds.
  const sorted = value => Array.isArray(value) ? value.map(sorted) : value && typeof value === 'object' ? Object.fromEntries(Object.keys(value).sort().map(key => [key, sorted(value[key])])) : value;
  const text = d => JSON.stringify(sorted(d));
  const subject = d => { const places = d.stretches.map(s => JSON.stringify([s.witness, s.start, s.end, s.quote])).sort().join();
    return (d.kind === 'link' || d.kind === 'unlink' ? 'pair' : [d.kind, d.on || '', d.type || ''].join()) + '|' + places; };
  const came = new Map(data.decisions.map(row => [text(row[0]), row]));
  let list = data.decisions.map(row => row[0]), base = list.map(text), clashing = [], keeps = true;
  const key = 'tawatur-decisions-' + data.key;
  const inList = one => list.some(d => text(d) === one);
  function keep() { try { localStorage.setItem(key, JSON.stringify({ from: [...came.keys()], saved: base, list })); keeps = true; } catch { keeps = false; } }
  // How many subjects stand otherwise than in the last file.
  function unsaved() {
    const now = new Set(list.map(text)), was = new Set(base), changed = new Set();
    list.forEach(d => { if (!was.has(text(d))) changed.add(subject(d)); });
    base.forEach(one => { if (!now.has(one)) changed.add(subject(JSON.parse(one))); });
    return changed.size;
  }
  addEventListener('beforeunload', e => { if (!keeps && unsaved()) e.preventDefault(); });
  function decide(d) {
    const author = $('#hand-author').value.trim(), day = $('#hand-day').value;
    if (author) d.author = author.slice(0, 300);
    if (/^\d{4}-\d\d-\d\d$/.test(day)) d.day = day;
    const at = list.findLastIndex(o => subject(o) === subject(d));
    if (at >= 0) list.splice(at, 1);
    list.push(d); changed();
  }
  function undo(d) { list = list.filter(o => o !== d); changed(); }
  const last = wanted => list.findLast(d => subject(d) === subject(wanted));
  function changed() { keep(); show(); }

  // What a file may hold; the program checks the same once more.
  const TYPES = Object.keys(data.types), is = (v, most, least = 1) => typeof v === 'string' && Array.from(v).length >= least && Array.from(v).length <= most;
  const only = (d, keys) => Object.keys(d).every(k => keys.includes(k)), count = n => Number.isInteger(n) && n >= 0 && n < 2 ** 31;
  const object = d => d && typeof d === 'object' && !Array.isArray(d);
  function wrong(d) {
    const own = { link: ['type'], unlink: [], checked: ['type', 'verdict'], note: ['on', 'text', 'type'] }[object(d) && d.kind];
    if (!own || !only(d, ['kind', 'stretches', 'author', 'day', ...own])) return 'kind';
    const least = d.kind === 'link' || d.kind === 'unlink' ? 2 : 1;
    if (!Array.isArray(d.stretches) || d.stretches.length < least || d.stretches.length > 100) return 'stretches';
    if (!d.stretches.every(s => object(s) && only(s, ['witness', 'start', 'end', 'quote', 'prefix', 'suffix', 'sha256']) && is(s.witness, 300) && count(s.start) && count(s.end) && s.start < s.end && is(s.quote, 20000)
      && (s.prefix === undefined || is(s.prefix, 64, 0)) && (s.suffix === undefined || is(s.suffix, 64, 0)) && (s.sha256 === undefined || /^([0-9a-f]{64})?$/.test(s.sha256)))) return 'stretches';
    if (d.author != null && !is(d.author, 300)) return 'author';
    if (d.day != null && !(is(d.day, 10) && /^\d{4}-\d\d-\d\d$/.test(d.day) && !isNaN(Date.parse(d.day)))) return 'day';
    const typed = TYPES.includes(d.type);
    if (d.kind === 'link' && d.type != null && !typed) return 'type';
    if (d.kind === 'checked' && !(typed && ['confirmed', 'rejected', 'unsure'].includes(d.verdict))) return 'verdict';
    if (d.kind === 'note' && !(is(d.text, 10000) && ['claim', 'difference', 'passage'].includes(d.on) && (d.on === 'difference' ? typed : d.type == null))) return 'note';
    return '';
  }
  (function restore() {
    let kept; try { kept = JSON.parse(localStorage.getItem(key)); } catch { keeps = false; }
    if (!kept || !['from', 'saved', 'list'].every(k => Array.isArray(kept[k])) || kept.list.some(wrong)) return;
    const mine = new Set(kept.list.map(text)), was = new Set(kept.from);
    if (JSON.stringify(kept.from) === JSON.stringify([...came.keys()])) base = kept.saved;
    list = list.filter(d => !was.has(text(d)) || mine.has(text(d)));
    kept.list.filter(d => !was.has(text(d)) && !inList(text(d))).forEach(d => {
      const other = list.find(o => subject(o) === subject(d));
      if (other) { clashing.push(other); list = list.filter(o => o !== other); }
      list.push(d);
    });
  })();
  function read(file) {
    const told = JSON.parse(file);
    if (!object(told) || told.schema_version !== data.version || !Array.isArray(told.inputs) || !Array.isArray(told.decisions) || !only(told, ['schema_version', 'inputs', 'decisions']) || told.decisions.length > 5000) throw new Error('schema_version');
    told.decisions.forEach((d, n) => { const why = wrong(d); if (why) throw new Error(`${n + 1}: ${why}`); });
    const known = new Map();
    told.inputs.forEach(i => { if (!object(i) || !is(i.id, 300) || !/^([0-9a-f]{64})?$/.test(i.sha256)) throw new Error('inputs'); known.set(i.id, known.has(i.id) ? '' : i.sha256); });
    // A stretch that leaves its input to the head of the file takes it along.
    told.decisions.forEach(d => d.stretches.forEach(s => { if (s.sha256 === undefined && known.get(s.witness)) s.sha256 = known.get(s.witness); }));
    return told;
  }
  function merge(told) {
    let fresh = 0, strange = false;
    told.decisions.forEach(d => {
      strange = strange || d.stretches.some(s => { const a = accountOf(s.witness); return a < 0 || (s.sha256 && s.sha256 !== data.inputs[a][1]); });
      if (inList(text(d))) return;
      if (last(d)) clashing.push(d); else { list.push(d); fresh++; }
    });
    changed();
    say(`${t.imported} ${fresh}. ${clashing.length ? `${t.conflicts} ${clashing.length}. ` : ''}${strange ? t.other_inputs : ''}`);
  }
  function file() {
    const inputs = data.inputs.map(([id, sha256]) => ({ id, sha256 })).sort((a, b) => a.id < b.id ? -1 : 1);
    return JSON.stringify(sorted({ schema_version: data.version, inputs, decisions: list }), null, 1) + '\n';
  }
  function save() {
    const link = el('a', { href: URL.createObjectURL(new Blob([file()], { type: 'application/json' })), download: 'decisions.json' });
    document.body.append(link); link.click(); link.remove(); setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    base = list.map(text); changed();
  }

  // The desk: saving and reading, who decides, linking, the chosen claim.
  const desk = $('#hand-desk'), state = el('p', { class: 'hn', role: 'status', id: 'hand-state' }), news = el('p', { class: 'hn', role: 'status', id: 'hand-news' });
  const say = line => { news.textContent = line; };
  const picker = el('input', { type: 'file', accept: '.json,application/json', id: 'hand-file', class: 'vh', tabindex: '-1', 'aria-label': t.import, onchange: async () => {
    const chosen = picker.files[0]; if (!chosen) return;
    try { if (chosen.size > 5e6) throw new Error('5 MB'); merge(read(await chosen.text())); } catch (error) { say(`${t.bad_file} ${cut(error instanceof SyntaxError ? 'JSON' : error.message, 80)}`); }
    picker.value = '';
  } });
  desk.append(
    el('div', { class: 'hrow' }, button(t.export, save, { id: 'hand-save' }), button(t.import, () => picker.click(), { id: 'hand-read' }), picker,
      el('label', {}, t.author + ' ', el('input', { id: 'hand-author', maxlength: '300', dir: 'auto', autocomplete: 'off' })), el('label', {}, t.day + ' ', el('input', { id: 'hand-day', type: 'date' }))),
    state, news);

  // Linking by hand: two lists that a keyboard reaches; in the texts a click chooses.
  const reader = $('.rd'), chosen = [null, null];
  let linking = false, side = 0;
  const lists = [0, 1].map(n => el('select', { id: 'hand-' + 'ab'[n], onchange: e => { chosen[n] = sentences[+e.target.value] || null; side = 1 - n; tint(); } }));
  const clash = el('select', { id: 'hand-clash' }, el('option', { value: '' }, t.no_clash), ...TYPES.map(type => el('option', { value: type }, data.types[type])));
  const hint = el('p', { class: 'hn', role: 'status', id: 'hand-hint' });
  const passage = el('textarea', { id: 'hand-passage', rows: '2', maxlength: '10000', dir: 'auto' });
  const panel = el('fieldset', { class: 'hp', id: 'hand-panel', hidden: true }, el('legend', {}, t.link_mode), el('p', { class: 'hn' }, t.link_about),
    el('div', { class: 'htwo' }, el('label', {}, t.first, lists[0]), el('label', {}, t.second, lists[1])),
    el('div', { class: 'hrow' }, el('label', {}, `${t.relation} ${t.contradict} `, clash), button(t.make_link, link, { id: 'hand-make' })), hint,
    el('details', {}, el('summary', {}, t.passage_note), el('label', { class: 'vh', for: 'hand-passage' }, t.passage_note), passage, button(t.save_note, notePassage, { id: 'hand-keep-passage' })));
  const toggle = button(t.link_mode, () => mode(!linking), { id: 'hand-link', 'aria-pressed': 'false', 'aria-controls': 'hand-panel' });
  const seat = el('div', { class: 'hb hseat' }, el('div', { class: 'hrow' }, toggle), panel);
  if (reader && data.inputs.length > 1) reader.before(seat);
  function fill() {
    lists.forEach(select => {
      if (select.options.length) return;
      select.append(el('option', { value: '' }, t.choose));
      data.inputs.forEach((input, account) => {
        const group = el('optgroup', { label: input[2] });
        sentences.forEach((s, n) => { if (s.account === account) group.append(el('option', { value: n }, `${input[2]} · ${cut(words(s.account, s.start, s.end), 90)}`)); });
        if (group.childElementCount) select.append(group);
      });
    });
  }
  function mode(on) {
    linking = on; panel.hidden = !on; toggle.setAttribute('aria-pressed', on); reader.classList.toggle('linking', on); seat.classList.toggle('open', on);
    if (on) { fill(); lists[0].focus({ preventScroll: true }); } else { chosen[0] = chosen[1] = null; side = 0; lists.forEach(select => { select.value = ''; }); hint.textContent = ''; }
    tint();
  }
  function choose(n, s) { chosen[n] = s; lists[n].value = sentences.indexOf(s); hint.textContent = `${n ? t.second : t.first}: ${siglum(s.account)} · ${cut(words(s.account, s.start, s.end), 120)}`; tint(); }
  function link() {
    const [a, b] = chosen;
    if (!a || !b || a.account === b.account) { hint.textContent = t.two_accounts; return; }
    const d = { kind: 'link', stretches: [a, b].map(s => stretch(s.account, s.start, s.end)) };
    if (d.stretches.includes(null)) { hint.textContent = t.two_accounts; return; }
    if (clash.value) d.type = clash.value;
    decide(d); clash.value = ''; mode(false); say(`${t.done} ${t.kind.link}, ${t.next_run}`); toggle.focus();
  }
  function notePassage() {
    const [s] = chosen, told = passage.value.trim(), at = s && stretch(s.account, s.start, s.end);
    if (!at || !told) { hint.textContent = t.choose; return; }
    decide({ kind: 'note', on: 'passage', stretches: [at], text: told }); passage.value = ''; hint.textContent = `${t.done} ${t.kind.note}`;
  }
  // Before the page's own listeners: a click in a text chooses its sentence, the first free side first.
  document.addEventListener('click', e => {
    const p = linking && e.target.closest('.pane .p'); if (!p) return;
    e.preventDefault(); e.stopImmediatePropagation();
    const b = data.blocks[p.id] && block(p.id); if (!b) return;
    const caret = document.caretPositionFromPoint ? document.caretPositionFromPoint(e.clientX, e.clientY) : null, old = !caret && document.caretRangeFromPoint && document.caretRangeFromPoint(e.clientX, e.clientY);
    const node = caret ? caret.offsetNode : old ? old.startContainer : null, index = caret ? caret.offset : old ? old.startOffset : 0, n = b.nodes.find(n => n.node === node);
    let at = b.start;
    if (n) { at = n.from; let i = 0; for (const c of n.node.data) { if (i >= index) break; if (b.breaks.includes(at)) at++; at++; i += c.length; } }
    const own = sentences.filter(s => s.block === p.id), s = own.find(s => s.start <= at && at < s.end) || own.findLast(s => s.start <= at) || own[0]; if (!s) return;
    const same = chosen.findIndex(c => c && c.account === s.account), n2 = same >= 0 ? same : chosen[side] ? 1 - side : side;
    choose(n2, s); side = 1 - n2;
  }, true);
  addEventListener('keydown', e => { if (linking && e.key === 'Escape') { mode(false); toggle.focus(); } });

  // The chosen claim: its places can be parted from it, and a note can stand on it.
  const claimBox = el('div', { class: 'hb', id: 'hand-claim' });
  if (reader) reader.after(claimBox);
  let number = 0;
  const mentions = n => (data.claims[n] || []).map(m => stretch(...m)).filter(Boolean);
  function claim() {
    const at = $('.ci.sel'); number = at ? +at.dataset.c : 0; claimBox.textContent = '';
    if (!reader || !Object.keys(data.claims).length) return;
    const title = el('h3', {}, t.claim + (number ? ` ${number}` : '')); claimBox.append(title);
    if (!number) { claimBox.append(el('p', { class: 'hn' }, t.claim_about)); return; }
    const places = mentions(number).slice(0, 100), several = new Set(places.map(p => p.witness)).size > 1;
    claimBox.append(el('ul', { class: 'hl' }, ...places.map(p => {
      const others = places.filter(o => o.witness !== p.witness), made = { kind: 'unlink', stretches: [p, ...others] }, was = others.length && last(made);
      const parted = was && was.kind === 'unlink';
      return el('li', {}, el('span', { class: 'num' }, siglum(accountOf(p.witness))), ' ', el('q', { dir: 'auto' }, cut(p.quote, 200)), ' ',
        several && others.length ? button(t.unlink, () => { parted ? undo(was) : decide(made); focusAgain(`#hand-claim li:nth-child(${places.indexOf(p) + 1}) button`); }, { 'aria-pressed': String(!!parted), 'aria-label': `${t.unlink}: ${cut(p.quote, 60)}` }) : null);
    })));
    claimBox.append(noter({ kind: 'note', on: 'claim', stretches: places }, t.claim_note, 'hand-claim-note'));
  }
  const focusAgain = selector => { const node = $(selector); if (node) node.focus(); };
  // A text field with its note.
  function noter(about, label, id) {
    const was = last(about), area = el('textarea', { id, rows: '2', maxlength: '10000', dir: 'auto' });
    area.value = was ? was.text : '';
    return el('div', { class: 'hnote' }, el('label', { for: id }, label), area, el('div', { class: 'hrow' }, button(t.save_note, () => {
      const told = area.value.trim(), now = last(about);
      if (told && (!now || now.text !== told)) decide({ ...about, text: told }); else if (!told && now) undo(now);
      say(`${t.done} ${t.kind.note}`); focusAgain('#' + id);
    })));
  }
  if (reader) new MutationObserver(() => { const at = $('.ci.sel'); if ((at ? +at.dataset.c : 0) !== number) claim(); }).observe(reader, { subtree: true, attributes: true, attributeFilter: ['class'] });

  // Verdicts and notes on the differences.
  const open = new Set(); let started = false;
  const about = (id, more) => { const [type, values] = data.differences[id]; return { ...more, type, stretches: values.map(v => stretch(...v)).filter(Boolean) }; };
  function verdicts(row) {
    const id = row.id, checked = about(id, { kind: 'checked' }); if (!checked.stretches.length) return;
    const was = last(checked), note = last(about(id, { kind: 'note', on: 'difference' }));
    let bar = $('.hv', row); if (!bar) { bar = el('div', { class: 'hv', role: 'cell' }); row.append(bar); }
    bar.textContent = '';
    // What a person looked at is never folded away.
    if (was || note) row.classList.remove('late');
    row.toggleAttribute('data-checked', !!was); if (was) row.dataset.verdict = was.verdict; else delete row.dataset.verdict;
    const group = el('div', { class: 'hrow', role: 'group', 'aria-label': t.on_difference }, ...['confirmed', 'rejected', 'unsure'].map((verdict, n) => button([t.confirm, t.reject, t.unsure][n], () => {
      was && was.verdict === verdict ? undo(was) : decide({ ...about(id, { kind: 'checked' }), verdict }); focusAgain(`#${id} [data-by="${verdict}"]`);
    }, { 'data-by': verdict, 'aria-pressed': String(!!was && was.verdict === verdict) })),
    button(t.note, () => { open.has(id) ? open.delete(id) : open.add(id); verdicts(row); focusAgain(open.has(id) ? `#hand-note-${id}` : `#${id} [data-by="note"]`); }, { 'data-by': 'note', 'aria-expanded': String(open.has(id)) }));
    bar.append(group);
    if (was) bar.append(el('span', { class: 'hs' }, `${t.checked_by} ${t.verdict[was.verdict]}`, ...who(was), was.verdict === 'rejected' && !came.has(text(was)) ? ` · ${t.rejected_counts}` : ''));
    if (note) bar.append(el('span', { class: 'hs' }, `${t.note_by} `, el('bdi', {}, note.text), ...who(note)));
    if (open.has(id)) bar.append(noter(about(id, { kind: 'note', on: 'difference' }), t.note, 'hand-note-' + id));
  }
  // At the start the bars come while nothing else is to do, a hundred at a time; rows that were decided on, at once.
  let due = [];
  const later = window.requestIdleCallback ? act => requestIdleCallback(act, { timeout: 1000 }) : act => setTimeout(act, 50);
  function bars() {
    const rows = $$('.dr[id]').filter(row => data.differences[row.id]);
    if (started || list.some(d => d.kind === 'checked' || d.on === 'difference')) { due = []; rows.forEach(verdicts); } else { due = rows; later(more); }
    started = true;
  }
  function more() { due.splice(0, 100).forEach(verdicts); if (due.length) later(more); }
  const who = d => [d.author, d.day].filter(Boolean).flatMap(part => [' · ', el('bdi', {}, part)]);

  // Everything that was decided, with what becomes of it.
  function item(d, gone) {
    const row = came.get(text(d)), what = d.verdict ? t.verdict[d.verdict] : d.on ? `${t.kind.note} ${t.note_on[d.on]}` : t.kind[d.kind];
    const effect = gone ? t.undone : row ? row[1] : d.kind === 'link' || d.kind === 'unlink' || d.verdict === 'rejected' ? t.next_run : d.stretches.every(s => accountOf(s.witness) >= 0) ? t.in_effect : t.not_here;
    const shown = d.stretches.slice(0, 6).map(s => el('p', { class: 'hq' }, el('span', { class: 'num' }, accountOf(s.witness) >= 0 ? siglum(accountOf(s.witness)) : cut(s.witness, 60)), ' ', el('q', { dir: 'auto' }, cut(s.quote, 160))));
    return el('li', { class: 'd-' + d.kind + (gone || (row && !row[2]) ? ' kept' : '') }, el('p', {}, el('b', {}, what + (d.type ? d.kind === 'link' ? ` · ${t.clash} ${data.types[d.type]}` : ` (${data.types[d.type]})` : '')), ' ', el('small', {}, t.by, ...who(d))), ...shown,
      d.text ? el('p', { class: 'ht', dir: 'auto' }, d.text) : null,
      el('p', { class: 'ho' }, effect + ' ', gone ? button(t.remove, () => { list.push(d); changed(); }) : button(t.remove, () => { undo(d); $('#hand-save').focus(); }, { 'aria-label': `${t.remove}: ${what}` })));
  }
  function show() {
    const old = $('#hand-list'), gone = [...came.values()].map(row => row[0]).filter(d => !inList(text(d)));
    const all = [...list.map(d => item(d, false)), ...gone.filter(d => !list.some(o => subject(o) === subject(d))).map(d => item(d, true)),
      ...clashing.map(d => el('li', { class: 'clashing' }, el('p', {}, el('b', {}, t.conflicts)), ...item(d, false).childNodes, button(t.take, () => { clashing = clashing.filter(o => o !== d); const mine = last(d); if (mine) list = list.filter(o => o !== mine); list.push(d); changed(); })))];
    old.replaceWith(all.length ? el('ol', { class: 'hl', id: 'hand-list' }, ...all) : el('p', { class: 'empty', id: 'hand-list' }, t.none));
    const n = unsaved(); state.textContent = n ? `${t.unsaved} ${n}. ${keeps ? t.kept_in_page : t.not_kept}` : t.saved; desk.dataset.unsaved = n;
    bars(); claim(); marks(); tint();
  }
  // A sign on each claim with a note or a parted place.
  function marks() {
    $$('.ci .hs.live').forEach(node => node.remove());
    if (!list.some(d => d.kind === 'unlink' || d.on === 'claim')) return;
    $$('.ci').forEach(ci => {
      const places = mentions(+ci.dataset.c).slice(0, 100), note = places.length && last({ kind: 'note', on: 'claim', stretches: places });
      const told = places.length && list.some(d => d.kind === 'unlink' && !came.has(text(d)) && d.stretches.some((s, n) => !n && places.some(p => p.witness === s.witness && p.start === s.start)));
      if (note) $('small', ci).append(el('span', { class: 'hs live' }, `${t.note_by} `, el('bdi', {}, cut(note.text, 80))));
      if (told) $('small', ci).append(el('span', { class: 'hs live' }, `${t.kind.unlink}: ${t.next_run}`));
    });
  }

  // Dashed, in the texts and between them: what a person ties.
  const tied = () => list.filter(d => d.kind === 'link').map(d => d.stretches.map(s => ({ account: accountOf(s.witness), ...s })).filter(s => s.account >= 0 && (!s.sha256 || s.sha256 === data.inputs[s.account][1])));
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg'), gutter = $('.gut');
  if (gutter) { svg.setAttribute('class', 'hand-ribbons'); gutter.append(svg); }
  function tint() {
    if (window.Highlight && CSS.highlights) {
      const set = (name, ranges) => CSS.highlights.set(name, new Highlight(...ranges.filter(Boolean)));
      set('hand-chosen', chosen.filter(Boolean).map(s => range(s.account, s.start, s.end)));
      set('hand-tied', tied().flat().map(s => range(s.account, s.start, s.end)));
    }
    ribbons();
  }
  function ribbons() {
    // To ask for a place costs a layout of the page: not where nothing is tied.
    const all = gutter ? [...tied(), ...(chosen[0] && chosen[1] ? [chosen] : [])] : [];
    if (gutter) svg.textContent = '';
    if (!all.length || !svg.clientWidth || phone.matches) return;
    const g = svg.getBoundingClientRect(), pane = account => $(`.pane[data-n="${account}"]:not([data-off])`);
    for (const ends of all) for (let i = 0; i < ends.length; i++) for (let j = i + 1; j < ends.length; j++) {
      const sides = [ends[i], ends[j]].map(s => [pane(s.account), range(s.account, s.start, s.end)]);
      if (sides[0][0] === sides[1][0] || sides.flat().includes(null)) continue;
      const [[x, y1], [x2, y2]] = sides.map(([p, r]) => { const h = p.getBoundingClientRect(), b = r.getClientRects()[0] || r.getBoundingClientRect(), v = b.top + b.height / 2;
        return [h.left < g.left ? 0 : g.width, Math.max(h.top + 52, Math.min(h.bottom - 8, v)) - g.top]; });
      const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
      path.setAttribute('d', `M${x},${y1}C${g.width / 2},${y1} ${g.width / 2},${y2} ${x2},${y2}`); svg.append(path);
    }
  }
  $$('.pane').forEach(p => p.addEventListener('scroll', () => requestAnimationFrame(ribbons), { passive: true }));
  addEventListener('resize', ribbons);
  if (reader) new MutationObserver(() => requestAnimationFrame(ribbons)).observe(reader, { subtree: true, attributes: true, attributeFilter: ['data-off', 'data-hide'] });
  show();
  // To ask whether the fonts are ready costs a layout: once the page is there, and only where something is tied.
  addEventListener('load', () => { if (document.fonts && tied().length) document.fonts.ready.then(ribbons); });
})();
