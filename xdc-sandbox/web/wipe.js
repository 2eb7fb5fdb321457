// Empties the origin of an app whose message was deleted. It runs inside the messenger's page, because browsers keep
// storage apart by the page around it.
'use strict';

(async () => {
  const failed = [];
  const attempt = async (what, work) => { try { await work(); } catch (error) { failed.push(`${what}: ${error}`); } };
  await attempt('local storage', () => localStorage.clear());
  await attempt('session storage', () => sessionStorage.clear());
  await attempt('databases', async () => {
    for (const { name } of await indexedDB.databases()) {
      await new Promise((done, fail) => {
        const request = indexedDB.deleteDatabase(name);
        request.onsuccess = done;
        request.onerror = request.onblocked = () => fail(name);
      });
    }
  });
  await attempt('caches', async () => { for (const name of await caches.keys()) await caches.delete(name); });
  await attempt('files', async () => {
    const root = await navigator.storage?.getDirectory?.();
    for await (const name of root?.keys() ?? []) await root.removeEntry(name, { recursive: true });
  });
  await attempt('cookies', async () => {
    for (const { name } of (await self.cookieStore?.getAll()) ?? []) await self.cookieStore.delete({ name });
  });
  await attempt('workers', async () => {
    for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister();
  });
  parent.postMessage({ wiped: !failed.length, reason: failed.join(', ') }, self.SETTINGS.messenger);
})();
