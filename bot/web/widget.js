// <signpost-chat>: the chat of Signpost on a charity's page. docs/embed.md tells how to use it,
// ACCEPTANCE.md what it must do. No dependency, no build step, no markup made of text.
// The server puts the words of each language and the emergency numbers in place of DATA, and
// leaves out these comments.

const DATA = /*DATA*/ {};
const HERE = new URL(import.meta.url).origin;
const NEUTRAL = 'https://www.bbc.co.uk/weather';
const MEMORY = 'signpost';
const RIGHT_TO_LEFT = /^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/;
const SAFE_LINK = /^(tel:|sms:|mailto:|https?:\/\/)/;
const SECONDS = 1000;
const WAIT = 10 * SECONDS;
const SHIFT_PAUSE = 5 * SECONDS;
const IDLE_NOTICE = 5 * 60 * SECONDS;

// ---- Looks -----------------------------------------------------------------------------------

const STYLE = `
:host { all: initial; display: contents; --back: #fff; --ink: #1b1b1f; --soft: #eef1f5;
  --line: #6b7280; --accent: #1d4f91; --on: #fff; --ring: #1b1b1f }
:host([inline]) { display: block }
@media (prefers-color-scheme: dark) { :host { --back: #17181c; --ink: #f4f4f6; --soft: #2a2d34;
  --line: #9aa1ad; --ring: #ffdd57 } }
* { box-sizing: border-box }
[hidden] { display: none !important }
.box { font: max(1rem, 16px)/1.5 system-ui, sans-serif; color: var(--ink); text-align: start }
.layer { position: fixed; inset: auto; width: 0; height: 0; margin: 0; padding: 0; border: 0;
  background: none; overflow: visible; color: inherit; z-index: 2147483646 }
.way { inset: 0 0 auto auto; width: max-content; max-width: 100vw; height: auto;
  padding: 8px; transform-origin: 100% 0; z-index: 2147483647 }
.way:dir(rtl) { inset: 0 auto auto 0; transform-origin: 0 0 }
a, button, summary { font: inherit; color: inherit; cursor: pointer }
button, .act, .exit, summary { min-height: 44px; min-width: 44px; padding: .5em .8em;
  border: 2px solid var(--line); border-radius: 6px; background: var(--back); color: var(--ink) }
button, .act, .exit { display: inline-flex; align-items: center; justify-content: center;
  text-align: center; overflow-wrap: anywhere }
.exit { background: #b3001b; color: #fff; border-color: #fff; outline: 2px solid #b3001b;
  font-weight: 700; text-decoration: none }
.go, .act { background: var(--accent); color: var(--on); border-color: var(--accent);
  font-weight: 700 }
:focus-visible { outline: 3px solid var(--ring); outline-offset: 2px;
  box-shadow: 0 0 0 2px var(--back) }
.exit:focus-visible { outline: 3px solid #1b1b1f; box-shadow: 0 0 0 6px #ffdd57 }
.presses { margin: .3em 0 0; padding: .3em .6em; background: var(--back); color: var(--ink);
  border: 2px solid var(--line) }
.presses:empty { display: none }
.open { position: fixed; inset: auto 16px 16px auto; border-radius: 22px; border-color: var(--on);
  outline: 2px solid var(--accent) }
.start .open, .box:dir(rtl) .open { inset: auto auto 16px 16px }
.start:dir(rtl) .open { inset: auto 16px 16px auto }
.panel { display: flex; flex-direction: column; background: var(--back); color: var(--ink);
  font-size: calc(1em * var(--larger, 1)); border: 2px solid var(--line); border-radius: 8px;
  overflow: hidden; overflow-wrap: anywhere }
.layer .panel { position: fixed; inset: auto 16px 16px auto; width: min(26em, 100vw - 32px);
  height: min(40em, var(--high, 100vh) - 88px) }
.start .layer .panel, .box:dir(rtl) .layer .panel { inset: auto auto 16px 16px }
.start:dir(rtl) .layer .panel { inset: auto 16px 16px auto }
:host([inline]) .panel { height: min(40em, 90vh) }
@media (max-width: 480px), (max-height: 500px) {
  .layer .panel, .start .layer .panel, .box:dir(rtl) .layer .panel {
    inset: calc(var(--top, 0px) + 68px) 0 auto 0; width: 100%; border-radius: 0;
    height: calc(var(--high, 100vh) - 68px) } }
.head, form, .row { display: flex; flex-wrap: wrap; gap: 8px; align-items: center }
.head, form { padding: 8px }
.head { border-bottom: 1px solid var(--line) }
h2, h3 { margin: 0; font-size: 1.1em }
h2 { flex: 1 }
p { margin: .4em 0; white-space: pre-line }
.log { flex: 1; overflow-y: auto; padding: 8px; min-height: 6em }
.log:focus-visible { outline-offset: -3px }
.said { margin: 0 0 12px }
.mine { margin-inline-start: 15%; padding: 2px 10px; background: var(--soft); border-radius: 8px }
.card, .note { margin: 10px 0; padding: 10px; border: 2px solid var(--line); border-radius: 8px }
.row { margin: 8px 0 }
.act { flex: 1; text-decoration: underline }
ul, ol { margin: .4em 0; padding-inline-start: 1.3em }
summary { display: inline-block; margin: 4px 0 }
.head details[open] { width: 100% }
form { border-top: 1px solid var(--line); align-items: end }
label { width: 100% }
textarea { flex: 1; min-width: 8em; min-height: 48px; max-height: 8em; font: inherit;
  color: inherit; background: var(--back); border: 2px solid var(--line); border-radius: 6px;
  padding: .4em; resize: none }
.seen-not { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap }
dialog { width: 100%; max-width: none; height: 100%; max-height: none; margin: 0; border: 0;
  background: #fff; color: #000; font-size: 1.2em; overflow: auto }
dialog::backdrop { background: #fff }
.shown { font-size: min(2.6em, 11vw); font-weight: 700; line-height: 1.25 }
.dots { animation: wait 1.2s infinite alternate }
@keyframes wait { to { opacity: .4 } }
@media (prefers-reduced-motion: reduce) { * { animation: none !important;
  transition: none !important; scroll-behavior: auto !important } }
@media (forced-colors: active) { .exit, .go, .act, .mine, .open { border: 2px solid ButtonText } }
@media print { .layer { display: none !important } }`;

const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);

// ---- Small tools -----------------------------------------------------------------------------

// An element with properties (`on…` are listeners, others attributes) and children; text stays
// text, whatever it holds.
function h(tag, props, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(props || {})) {
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, '');
    else if (value !== undefined && value !== false) made.setAttribute(name, value);
  }
  made.append(...children.flat(Infinity).filter(Boolean));
  return made;
}

const direction = (language) => (RIGHT_TO_LEFT.test(language) ? 'rtl' : 'ltr');
const locale = (language) => (language === 'en' ? 'en-GB' : language);
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const paragraphs = (text) => text.split('\n').filter(Boolean).map((line) => h('p', {}, line));
const show = (layer) => layer.isConnected && layer.showPopover && !layer.matches(':popover-open')
  && layer.showPopover();

// The brightness of a colour by WCAG, or nothing where it is not a plain one.
function brightness(colour) {
  const parts = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(colour);
  if (!parts) return undefined;
  const [red, green, blue] = parts.slice(1).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

// ---- Leaving ---------------------------------------------------------------------------------

const all = new Set();
let cover = null;

// First the cover, in the same event; then everything else. Nothing is waited for.
function leave(event) {
  if (event) event.preventDefault();
  const [first] = all;
  const going = first ? first.exitTo : NEUTRAL;
  if (!cover) {
    cover = h('div', { popover: 'manual', role: 'alert', lang: first ? first.language : 'en' });
    Object.assign(cover.style, {
      position: 'fixed', inset: '0', width: '100%', height: '100%', maxWidth: 'none', margin: '0',
      maxHeight: 'none', border: '0', padding: '1em', zIndex: '2147483647', display: 'block',
      background: 'Canvas', color: 'CanvasText', font: '16px sans-serif' });
    document.documentElement.append(cover);
    show(cover);
    cover.textContent = first ? first.say('leaving') : '';
  }
  for (const chat of all) chat.wipe();
  location.replace(going);
}

let presses = 0;
let alone = false;
let pause = 0;

function count(presses_) {
  presses = presses_;
  clearTimeout(pause);
  if (presses) pause = setTimeout(count, SHIFT_PAUSE, 0);
  for (const chat of all) chat.pressed(presses);
}

// Shift, pressed and released alone, three times; a page with GOV.UK's own counter keeps it.
function onKey(event) {
  if (document.body && document.body.dataset.govukFrontendExitThisPageKeypress) return;
  if (event.type === 'keydown') {
    alone = event.key === 'Shift';
    if (!alone && presses) count(0);
  } else if (event.key === 'Shift' && alone && !cover) {
    alone = false;
    if (presses === 2) leave();
    else count(presses + 1);
  }
}

function onPageShow(event) {
  if (!event.persisted || !cover) return;
  cover.remove();
  cover = null;
  for (const chat of all) chat.wipe();
}

// A page that goes for good takes its chat along; one that may come back keeps it.
function onPageHide(event) {
  if (!event.persisted) for (const chat of all) if (!chat.keeps) chat.forget();
}

const everywhere = [
  [document, 'keydown', onKey, true], [document, 'keyup', onKey, true],
  [window, 'pageshow', onPageShow], [window, 'pagehide', onPageHide],
  [window, 'online', () => all.forEach((chat) => chat.connection())],
  [window, 'offline', () => all.forEach((chat) => chat.connection())],
  [window, 'load', () => all.forEach((chat) => chat.inspect())],
];
if (window.visualViewport) {
  for (const type of ['resize', 'scroll']) {
    everywhere.push([visualViewport, type, () => all.forEach((chat) => chat.place())]);
  }
}

// ---- The element -----------------------------------------------------------------------------

class SignpostChat extends HTMLElement {
  #root = this.attachShadow({ mode: 'open' });
  #log = h('div', { class: 'log', role: 'log', 'aria-live': 'off', tabindex: '0' });
  #heard = h('div', { class: 'seen-not', 'aria-live': 'polite' });
  #session = null;
  #turns = [];
  #queue = Promise.resolve();
  #age = 0;
  #larger = 1;
  #timers = [];
  #told = new Set();
  #parts = {};

  connectedCallback() {
    if (!all.size) for (const [target, ...rest] of everywhere) target.addEventListener(...rest);
    // A second one that floats would lie over the first.
    if ([...all].some((chat) => !chat.hasAttribute('inline')) && !this.hasAttribute('inline')) {
      this.setAttribute('inline', '');
      this.#tell('two float on this page; this one was put inline');
    }
    all.add(this);
    this.#root.adoptedStyleSheets = [sheet];
    const named = this.lang || this.closest('[lang]')?.lang || document.documentElement.lang;
    this.language = DATA.languages[named.slice(0, 2)] ? named.slice(0, 2) : 'en';
    this.#build();
    if (this.keeps) this.#restore();
    if (!this.#log.childElementCount) this.#greet();
    if (document.readyState === 'complete') this.inspect();
    this.dispatchEvent(new Event('signpost-ready'));
  }

  disconnectedCallback() {
    all.delete(this);
    this.#timers.forEach(clearTimeout);
    if (all.size) [...all][0].#build();
    else for (const [target, ...rest] of everywhere) target.removeEventListener(...rest);
  }

  get keeps() { return this.hasAttribute('keep'); }

  get exitTo() {
    const to = this.getAttribute('exit') || NEUTRAL;
    return /^https?:\/\//.test(to) ? to : NEUTRAL;
  }

  get #server() { return this.getAttribute('server') || HERE; }

  say(key, values) { return fill(DATA.languages[this.language].say[key], values || {}); }

  // ---- Building

  #build() {
    const was = this.#parts.panel ? !this.#parts.panel.hidden : this.hasAttribute('open');
    const typed = this.#parts.field ? this.#parts.field.value : '';
    const inline = this.hasAttribute('inline');
    const start = this.getAttribute('position') === 'start' && 'start';
    const box = h('div', { class: ['box', start].filter(Boolean).join(' '), lang: this.language,
      dir: direction(this.language) });
    const panel = this.#panel(inline);
    const open = h('button', { class: 'open go', type: 'button', 'aria-expanded': 'false',
      onclick: () => this.toggle(true) }, this.say('open'));
    Object.assign(this.#parts, { box, panel, open });
    if ([...all][0] === this) box.append(this.#way());
    const region = inline ? panel : h('div', { class: 'layer', popover: 'manual' }, open, panel);
    region.setAttribute('role', 'region');
    region.setAttribute('aria-label', this.say('open'));
    box.append(region);
    box.append(this.#card(), this.#heard);
    this.#root.replaceChildren(box);
    this.#parts.field.value = typed;
    // The exit is shown last, so that nothing of ours lies over it.
    [...box.querySelectorAll('.layer')].reverse().forEach(show);
    this.#paint();
    this.place();
    this.connection();
    this.toggle(was || inline, false);
  }

  #way() {
    this.#parts.presses = h('p', { class: 'presses', role: 'status' });
    return h('div', { class: 'layer way', popover: 'manual', role: 'region',
      'aria-label': this.say('exit') }, this.#exit(), this.#parts.presses);
  }

  #exit() {
    return h('a', { class: 'exit', href: this.exitTo, rel: 'nofollow noreferrer', onclick: leave },
      this.say('exit'));
  }

  #panel(inline) {
    const field = h('textarea', { id: 'field', rows: '2', maxlength: '2000', autocomplete: 'off',
      spellcheck: 'false', onkeydown: (event) => {
        if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
        event.preventDefault();
        this.#submit();
      } });
    const status = h('p', { class: 'dots', hidden: true }, this.say('waiting'), ' …');
    const offline = h('div', { class: 'note', hidden: true }, h('p', {}, this.say('offline')),
      this.#numbers());
    Object.assign(this.#parts, { field, status, offline });
    this.#log.setAttribute('aria-label', this.say('open'));
    return h('div', { class: 'panel',
      onkeydown: (event) => { if (event.key === 'Escape' && !inline) this.toggle(false); } },
    h('div', { class: 'head' }, h('h2', {}, this.say('open')),
      h('button', { type: 'button', onclick: () => this.#parts.dialog.showModal() },
        this.say('show')),
      !inline && h('button', { type: 'button', onclick: () => this.toggle(false) },
        this.say('close')),
      this.#more()),
    offline, this.#log, status,
    h('form', { onsubmit: (event) => { event.preventDefault(); this.#submit(); } },
      h('label', { for: 'field' }, this.say('label')), field,
      h('button', { class: 'go' }, this.say('send'))));
  }

  #more() {
    const languages = Object.entries(DATA.languages).map(([code, { name }]) => h('button', {
      type: 'button', lang: code, 'aria-pressed': String(code === this.language),
      onclick: () => this.#speak(code) }, name));
    return h('details', {}, h('summary', {}, this.say('more')),
      h('div', { class: 'row', role: 'group', 'aria-label': this.say('language') }, languages),
      h('div', { class: 'row' },
        h('button', { type: 'button', onclick: () => this.#grow() }, this.say('larger')),
        h('button', { type: 'button', onclick: () => this.#empty() }, this.say('forget'))));
  }

  // What a person shows to somebody near: always English first, as large as the screen.
  #card() {
    const english = DATA.languages.en.say.show_text;
    const close = h('button', { type: 'button', onclick: () => this.#parts.dialog.close() },
      this.say('close'));
    this.#parts.dialog = h('dialog', { 'aria-label': this.say('show') },
      h('div', { class: 'row' }, this.#exit(), close),
      h('p', { class: 'shown', lang: 'en', dir: 'ltr' }, english),
      this.language !== 'en' && h('p', {}, this.say('show_text')));
    return this.#parts.dialog;
  }

  // The emergency numbers that came with the script: they need no server.
  #numbers() {
    return h('ul', { 'aria-label': this.say('numbers') },
      DATA.languages[this.language].numbers.map(({ what, name, label, href }) => h('li', {},
        `${what}: ${name} `, h('a', { class: 'act', href }, label))));
  }

  #paint() {
    const { box } = this.#parts;
    const wanted = this.getAttribute('accent');
    box.style.color = '';
    if (wanted) {
      box.style.color = wanted;
      const bright = brightness(getComputedStyle(box).color);
      box.style.color = '';
      if (bright === undefined || !CSS.supports('color', wanted)) {
        this.#tell(`accent="${wanted}" is not a plain colour; the usual one is used`);
      } else {
        box.style.setProperty('--accent', wanted);
        box.style.setProperty('--on', bright > 0.179 ? '#000' : '#fff');
      }
    }
    box.style.setProperty('--larger', this.#larger);
  }

  // Keeps the exit and the panel in what can be seen, zoomed in or with a keyboard up.
  place() {
    const view = window.visualViewport;
    const way = this.#parts.box.querySelector('.way');
    if (!view) return;
    this.#parts.box.style.setProperty('--high', `${view.height}px`);
    this.#parts.box.style.setProperty('--top', `${view.offsetTop}px`);
    const rest = way && way.matches(':dir(rtl)') ? 0
      : view.width - document.documentElement.clientWidth;
    if (way) way.style.transform = view.scale === 1 && !view.offsetTop ? ''
      : `translate(${view.offsetLeft + rest}px, ${view.offsetTop}px) scale(${1 / view.scale})`;
  }

  connection() { this.#parts.offline.hidden = navigator.onLine; }

  pressed(times) {
    const line = this.#parts.presses;
    if (line) line.textContent = times ? this.say(times === 1 ? 'shift_two' : 'shift_one') : '';
  }

  // ---- Opening, language, size

  toggle(open, focus = true) {
    const { panel, open: opener, field } = this.#parts;
    panel.hidden = !open;
    opener.hidden = open;
    opener.setAttribute('aria-expanded', String(open));
    if (focus) (open ? field : opener).focus();
  }

  #speak(code) {
    this.language = code;
    const more = !!this.#root.querySelector('details[open]');
    this.#build();
    if (more) this.#root.querySelector('.head details').open = true;
    this.#root.querySelector(`[aria-pressed][lang=${code}]`).focus();
    if (this.#turns.length) this.#send(`go:lang_${code}`, DATA.languages[code].name);
    else this.#greet();
  }

  #grow() {
    this.#larger = this.#larger >= 2 ? 1 : this.#larger + 0.25;
    this.#parts.box.style.setProperty('--larger', this.#larger);
  }

  // ---- Talking

  #greet() {
    this.#log.replaceChildren(h('div', { class: 'said', lang: this.language },
      paragraphs(this.say('greeting')),
      h('details', {}, h('summary', {}, this.say('before')), paragraphs(this.say('hides')))));
  }

  #submit() {
    const { field } = this.#parts;
    const text = field.value.trim();
    field.value = '';
    field.focus();
    if (text) this.#send(text, text);
  }

  #send(text, shown) {
    const line = this.#mine(shown);
    this.#remember({ mine: shown });
    this.#deliver(text, line);
  }

  #deliver(text, line) {
    const age = this.#age;
    this.#queue = this.#queue.then(() => age === this.#age && this.#post(text, line, age));
  }

  async #post(text, line, age) {
    const { status } = this.#parts;
    status.hidden = false;
    const slow = setTimeout(() => this.#announce(this.say('waiting')), 2 * SECONDS);
    let answer;
    let code = 0;
    try {
      const response = await this.#ask('message', { message: text, language: this.language });
      code = response.status;
      answer = await response.json();
    } catch {
      answer = null;
    }
    clearTimeout(slow);
    this.#parts.status.hidden = true;
    if (age !== this.#age) return;
    if (code === 200 && answer) this.#take(answer);
    else this.#fail(text, line, code, answer);
  }

  #ask(what, fields) {
    return fetch(`${this.#server}/webhooks/web/${what}`, { method: 'POST', credentials: 'omit',
      cache: 'no-store', referrerPolicy: 'no-referrer', signal: AbortSignal.timeout(WAIT),
      body: JSON.stringify({ session: this.#session, ...fields }) });
  }

  #take({ session, messages }) {
    this.#session = session;
    const lines = messages.map((message) => this.#theirs(message));
    messages.forEach((theirs) => this.#remember({ theirs }));
    this.#announce(messages.map(({ text }) => text).join('\n'), messages[0]?.language);
    this.#reveal(lines[0]);
    this.#wait();
    if (messages.some(({ custom }) => custom?.type === 'forgotten')) this.#turns = [];
  }

  // Nothing that was written is lost: it stays, with the numbers and a way to send it again.
  #fail(text, line, code, answer) {
    const why = this.say(code === 429 ? 'busy' : 'failed');
    const note = h('div', { class: 'note', lang: this.language }, h('p', {}, why),
      this.#numbers(), h('button', { type: 'button', onclick: () => {
        note.remove();
        this.#parts.field.focus();
        this.#deliver(text, line);
      } }, this.say('retry')));
    line.append(note);
    this.#announce(why);
    this.#reveal(line);
    if (code === 403) this.#tell(`the server does not answer this page: ${answer?.error}`);
    else if (location.protocol === 'file:') this.#tell(FROM_FILE);
  }

  #line(who, language, ...children) {
    const line = h('div', { class: 'said', lang: language, dir: direction(language) },
      h('span', { class: 'seen-not', lang: this.language }, `${this.say(who)}: `), children);
    this.#log.append(line);
    return line;
  }

  #mine(text) {
    const line = this.#line('you', this.language, h('p', { class: 'mine', dir: 'auto' }, text));
    this.#reveal(line);
    return line;
  }

  // A reply: what comes before the contacts, the contacts as cards, and what comes after.
  #theirs({ text = '', buttons = [], custom, language = this.language }) {
    const contacts = custom?.contacts || [];
    const parts = [[], []];
    let after = 0;
    for (const part of text.split('\n\n')) {
      if (contacts.length && part.startsWith('• ')) after = 1;
      else for (const line of part.split('\n')) {
        if (contacts.length && line.startsWith('• ')) after = 1;
        else parts[after].push(h('p', {}, line));
      }
    }
    return this.#line('bot', language, parts[0],
      contacts.map((contact) => this.#contact(contact, language)), parts[1],
      buttons.length && h('div', { class: 'row' }, buttons.map(({ title, payload }) => h('button',
        { type: 'button', onclick: () => this.#send(payload, title) }, title))));
  }

  #contact(contact, language) {
    const { say } = DATA.languages[language] || DATA.languages.en;
    const dialled = contact.actions.some(({ type }) => /call|text|relay/.test(type));
    const facts = [dialled && opening(contact, say, language), say[COSTS[contact.cost]],
      say[POLICE[contact.police]]];
    const happens = contact.what_happens || [];
    return h('article', { class: 'card' }, h('h3', {}, contact.name),
      contact.alert && h('p', {}, contact.alert), contact.why && h('p', {}, contact.why),
      contact.actions.map((way) => this.#act(way, say)),
      h('ul', {}, facts.filter(Boolean).map((fact) => h('li', {}, fact))),
      happens.length && h('details', {}, h('summary', {}, say.what_happens),
        h('ol', {}, happens.map((step) => h('li', {}, step)))),
      contact.checked_on && h('p', {}, fill(say.checked, { date: new Intl.DateTimeFormat(locale(language),
        { dateStyle: 'long' }).format(new Date(contact.checked_on)) })));
  }

  #act({ type, label, href }, say) {
    if (!SAFE_LINK.test(href)) return h('p', {}, label);
    const link = h('a', { class: 'act', href, rel: 'noreferrer' }, `${say[type]}: ${label}`);
    const copy = h('button', { type: 'button', 'aria-label': `${say.copy} ${label}`,
      onclick: async () => {
        try {
          await navigator.clipboard.writeText(label);
          copy.textContent = say.copied;
          this.#announce(say.copied);
        } catch {
          getSelection().selectAllChildren(link);
        }
      } }, say.copy);
    return h('div', { class: 'row' }, link, copy);
  }

  #announce(text, language = this.language) {
    this.#heard.lang = language;
    this.#heard.textContent = text;
  }

  #reveal(line) { this.#log.scrollTop = line.offsetTop - this.#log.offsetTop; }

  // ---- Forgetting

  #wait() {
    this.#timers.forEach(clearTimeout);
    const limit = DATA.forget * 60 * SECONDS;
    this.#timers = [
      setTimeout(() => this.#warn(), limit - Math.min(IDLE_NOTICE, limit / 2)),
      setTimeout(() => this.wipe(), limit)];
  }

  #warn() {
    const line = this.#line('bot', this.language, h('p', {}, this.say('idle')), h('button', {
      type: 'button', onclick: () => {
        line.remove();
        this.#parts.field.focus();
        this.#ask('stay', {}).then(() => this.#wait(), () => {});
      } }, this.say('keep')));
    this.#announce(this.say('idle'));
    this.#reveal(line);
  }

  // Sent and never waited for.
  forget() {
    if (this.#session) {
      navigator.sendBeacon(`${this.#server}/webhooks/web/forget`,
        JSON.stringify({ session: this.#session }));
    }
    this.#session = null;
  }

  wipe() {
    this.forget();
    this.#age += 1;
    this.#turns = [];
    this.#timers.forEach(clearTimeout);
    this.#heard.textContent = '';
    this.#parts.field.value = '';
    this.#parts.dialog.close();
    this.#parts.status.hidden = true;
    if (this.keeps) sessionStorage.removeItem(MEMORY);
    this.#greet();
    this.toggle(this.hasAttribute('inline') || this.hasAttribute('open'), false);
  }

  #empty() {
    const open = !this.#parts.panel.hidden;
    this.wipe();
    this.toggle(open);
    this.#log.append(h('p', { class: 'said', lang: this.language }, this.say('emptied')));
    this.#announce(this.say('emptied'));
  }

  // Only with `keep`, for sites whose pages reload: in this tab's storage, until it closes.
  #remember(turn) {
    this.#turns.push(turn);
    if (this.keeps) {
      const { language } = this;
      sessionStorage.setItem(MEMORY,
        JSON.stringify({ session: this.#session, turns: this.#turns, language }));
    }
  }

  #restore() {
    let kept = null;
    try { kept = JSON.parse(sessionStorage.getItem(MEMORY)); } catch { /* spoiled: begin anew */ }
    if (!kept?.turns?.length) return;
    if (kept.language !== this.language && DATA.languages[kept.language]) {
      this.language = kept.language;
      this.#build();
    }
    this.#session = kept.session;
    this.#turns = kept.turns;
    for (const turn of kept.turns) turn.mine ? this.#mine(turn.mine) : this.#theirs(turn.theirs);
    this.toggle(true, false);
    this.#wait();
  }

  // ---- For whoever embeds it

  #tell(problem) {
    if (this.#told.has(problem)) return;
    this.#told.add(problem);
    console.warn(`signpost-chat: ${problem}`);
    if (!this.hasAttribute('check') && location.protocol !== 'file:') return;
    queueMicrotask(() => this.#parts.panel?.after(h('p', { class: 'note', lang: 'en', role: 'note' },
      `For the owner of this page: ${problem}`)));
  }

  inspect() {
    if (location.protocol === 'file:') this.#tell(FROM_FILE);
    if (!document.documentElement.lang) this.#tell('the page says no language: <html lang="en">');
    if (!this.childElementCount) this.#tell('no numbers inside the element, for when scripts fail');
    const link = this.#root.querySelector('.way .exit');
    if (!link) return;
    const place = link.getBoundingClientRect();
    const seen = place.width && document.elementFromPoint(place.left + place.width / 2,
      place.top + place.height / 2);
    if (seen !== this) this.#tell('something covers the exit, or it is not shown');
  }
}

const FROM_FILE = 'a page opened from a file cannot reach the chat; put it on a web server whose '
  + 'address is in SIGNPOST_WIDGET_ORIGINS';
const COSTS = { free: 'free', local: 'local_cost', standard: 'standard_cost',
  unknown: 'cost_unknown' };
const POLICE = { no: 'police_no', yes: 'police_yes', 'only-if-you-agree': 'police_if_you_agree' };

function opening({ open, next_open: next }, say, language) {
  if (open === 'open') return say.open_now;
  if (!next) return open === 'closed' ? say.closed_now : say.hours_unknown;
  const part = (options) => new Intl.DateTimeFormat(locale(language),
    { timeZone: 'Europe/London', ...options });
  const [now, then] = [new Date(), new Date(next)];
  const time = part({ hour: '2-digit', minute: '2-digit' }).format(then);
  const date = part({ dateStyle: 'short' });
  if (date.format(now) === date.format(then)) return fill(say.opens_at, { time });
  return fill(say.opens_on, { day: part({ weekday: 'long' }).format(then), time });
}

if (!customElements.get('signpost-chat')) customElements.define('signpost-chat', SignpostChat);
