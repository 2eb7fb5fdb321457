// Where no address leads into an archive, what its pages, style sheets and modules name has to become a `blob:` of the
// content. What is named by a script while it runs is not seen here, see opaque.js.
'use strict';

const ARCHIVE = 'https://archive.invalid';
// Each part is bounded: an app must not make them search its text again and again.
const FROM_STYLE = /url\(\s{0,9}(["']?)([^"'()#][^"'()]{0,999})\1\s{0,9}\)|@import\s{1,9}(["'])([^"']{1,999})\3/g;
const FROM_SCRIPT = /(\bfrom\s{0,9}|\bimport\s{0,9}\(?\s{0,9})(["'])(\.{0,2}\/[^"'\n]{1,999})\2/g;
// Elements and the attribute that names a file.
const NAMING = [
  ['script, img, audio, video, source, track, input', 'src'], ['link, image, use', 'href'], ['video', 'poster'],
];
// Hints and installation, which lead nowhere here.
const IDLE_LINKS = /\b(preload|modulepreload|prefetch|preconnect|dns-prefetch|manifest)\b/i;

// The entry that `text` names in a file of the archive, or null if it leads elsewhere.
function entryFrom(text, file, entryOf) {
  try {
    const url = new URL(text, `${ARCHIVE}/${file}`);
    return url.origin === ARCHIVE ? entryOf(url.pathname) : null;
  } catch {
    return null;
  }
}

// Replaces what `pattern` finds, one after another; `replaced` gets the match and gives its text, or null to leave it.
async function replaceEach(text, pattern, replaced) {
  let result = '';
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    const now = await replaced(match);
    if (now === null) continue;
    result += text.slice(at, match.index) + now;
    at = match.index + match[0].length;
  }
  return result + text.slice(at);
}

// `read(entry)` promises the bytes of an entry, or null. `blob(bytes, type)` makes a URL.
function rewriter({ read, blob, entryOf, typeOf }) {
  const made = new Map();
  let turn = Promise.resolve();

  // `chain` are the entries this one is made for: modules may name each other in a circle, which no `blob:` can.
  const urlOf = async (entry, chain = []) => {
    if (entry === null || chain.includes(entry)) return null;
    if (!made.has(entry)) {
      const bytes = await read(entry);
      made.set(entry, bytes && blob(await content(bytes, entry, [...chain, entry]), typeOf(entry)));
    }
    return made.get(entry);
  };
  const content = async (bytes, entry, chain) => {
    const type = typeOf(entry);
    if (type === 'text/css') return style(new TextDecoder().decode(bytes), entry, chain);
    if (type === 'text/javascript') return script(new TextDecoder().decode(bytes), entry, chain);
    return bytes;
  };
  const named = (text, file, chain) => urlOf(entryFrom(text, file, entryOf), chain);
  const style = (text, file, chain = []) => replaceEach(text, FROM_STYLE, async ([, , link, , imported]) => {
    const url = await named(link ?? imported, file, chain);
    return url && (link ? `url("${url}")` : `@import "${url}"`);
  });
  const script = (text, file, chain = []) => replaceEach(text, FROM_SCRIPT, async ([, before, , link]) => {
    const url = await named(link, file, chain);
    return url && `${before}"${url}"`;
  });

  const page = async (document, file) => {
    for (const idle of document.querySelectorAll('base, script[src$="webxdc.js"]')) idle.remove();
    for (const link of document.querySelectorAll('link')) if (IDLE_LINKS.test(link.rel)) link.remove();
    for (const [elements, attribute] of NAMING) {
      for (const element of document.querySelectorAll(elements)) {
        const text = element.getAttribute(attribute);
        const url = text && !text.startsWith('#') && (await named(text, file));
        if (!url) continue;
        element.setAttribute(attribute, url);
        for (const check of ['integrity', 'crossorigin', 'srcset']) element.removeAttribute(check);
      }
    }
    for (const element of document.querySelectorAll('style')) element.textContent = await style(element.textContent, file);
    for (const element of document.querySelectorAll('[style*="url("]')) {
      element.setAttribute('style', await style(element.getAttribute('style'), file));
    }
    for (const element of document.querySelectorAll('script:not([src])')) {
      if (element.type === 'importmap') element.textContent = await importMap(element.textContent, file);
      else if (element.type === 'module') element.textContent = await script(element.textContent, file);
    }
  };
  const importMap = async (text, file) => {
    const map = JSON.parse(text);
    for (const [name, link] of Object.entries(map.imports ?? {})) map.imports[name] = (await named(link, file)) ?? link;
    return JSON.stringify(map);
  };

  // One at a time: what two of them have in common must not make them wait for each other.
  const inTurn = (act) => (...given) => {
    const done = turn.then(() => act(...given));
    turn = done.catch(() => {});
    return done;
  };
  return { page: inTurn(page), urlOf: inTurn((entry) => urlOf(entry)) };
}

if (typeof module !== 'undefined') module.exports = { entryFrom, rewriter };
