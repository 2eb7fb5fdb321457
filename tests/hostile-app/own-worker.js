self.addEventListener('install', (event) => event.waitUntil(fetch(new URL(location).searchParams.get('to'), { mode: 'no-cors' }).catch(() => {})));
