// What stands for `localStorage` and `sessionStorage` on an opaque origin, where browsers offer neither. Apps use them by
// method and by property (HTML, "The Storage interface").
'use strict';

// All keys and values of one together, in UTF-16 units.
const STORAGE_LIMIT = 100_000;

function storage(initial, changed) {
  const values = new Map(Object.entries(initial));
  const put = (key, value) => {
    const next = new Map(values).set(String(key), String(value));
    let size = 0;
    for (const [name, text] of next) size += name.length + text.length;
    if (size > STORAGE_LIMIT) throw new DOMException('There is no room for more here.', 'QuotaExceededError');
    values.set(String(key), String(value));
    changed(Object.fromEntries(values));
  };
  const remove = (key) => {
    if (values.delete(String(key))) changed(Object.fromEntries(values));
  };
  const methods = {
    getItem: (key) => values.get(String(key)) ?? null,
    setItem: put,
    removeItem: remove,
    clear: () => [...values.keys()].forEach(remove),
    key: (index) => [...values.keys()][index] ?? null,
  };
  const own = (key) => typeof key === 'string' && values.has(key);
  return new Proxy({}, {
    get: (_, key) => {
      if (key === 'length') return values.size;
      return Object.hasOwn(methods, key) ? methods[key] : own(key) ? values.get(key) : Object.prototype[key];
    },
    set: (_, key, value) => { put(key, value); return true; },
    has: (_, key) => key === 'length' || Object.hasOwn(methods, key) || own(key),
    deleteProperty: (_, key) => { remove(key); return true; },
    ownKeys: () => [...values.keys()],
    getOwnPropertyDescriptor: (_, key) => (own(key) ? { value: values.get(key), writable: true, enumerable: true, configurable: true } : undefined),
  });
}

if (typeof module !== 'undefined') module.exports = { storage, STORAGE_LIMIT };
