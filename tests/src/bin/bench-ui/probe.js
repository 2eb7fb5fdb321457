// Put into the page before anything of its own: tells when something is painted, how long the core had it in hand,
// and how long frames take.
(() => {
  const open = new Set()
  let since = 0
  let busy = 0

  // Tags of an answer among what the worker says, and of a watched pane among commands (postcard).
  const REPLY = 1
  const WATCH = 9

  // A number, and the place after it.
  const number = (bytes, at) => {
    let value = 0
    for (let unit = 1; ; unit *= 128) {
      const byte = bytes[at++]
      value += (byte & 127) * unit
      if (byte < 128) return [value, at]
    }
  }

  const ask = bytes => {
    const [id, at] = number(bytes, 0)
    // Who has something of a pane waits for a change. That it has nothing is said at the end.
    if (bytes[at] === WATCH && bytes.at(-1) !== 0) return
    if (open.size === 0) since = performance.now()
    open.add(id)
  }
  const answer = bytes => {
    const [id] = number(bytes, 1)
    if (open.delete(id) && open.size === 0) busy += performance.now() - since
  }

  const Real = window.Worker
  window.Worker = class extends Real {
    constructor(...given) {
      super(...given)
      this.addEventListener('message', ({ data }) => {
        const bytes = data instanceof ArrayBuffer && new Uint8Array(data)
        if (bytes && bytes[0] === REPLY) answer(bytes)
      })
    }

    postMessage(data, ...given) {
      ask(new Uint8Array(data))
      super.postMessage(data, ...given)
    }
  }

  // A task of its own after a frame: what was there when the frame began has been painted.
  const afterPaint = done => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => done(performance.now())
    port2.postMessage(0)
  }

  // Looks at the beginning of each frame.
  const until = there =>
    new Promise(done => {
      const look = () => (there() ? afterPaint(done) : requestAnimationFrame(look))
      requestAnimationFrame(look)
    })

  // Milliseconds from `act` until so many elements are painted, and how many of those something was asked of the core.
  const measure = async (act, css, count, since = performance.now()) => {
    const before = busy
    act()
    const end = await until(() => document.querySelectorAll(css).length >= count)
    return { ms: end - since, core: busy - before }
  }

  // The list of chats, once it fills a screen: as it was seen last, and the one that can be pressed.
  const LIST = { seen: '.chat-row', live: '[data-testid=chat-row]' }
  const SCREEN = 8
  const started = async () => {
    const times = Object.entries(LIST).map(async ([name, css]) => [name, await measure(() => {}, css, SCREEN, 0)])
    return Object.fromEntries(await Promise.all(times))
  }

  let frames = null
  const tick = now => {
    if (!frames) return
    frames.push(now)
    requestAnimationFrame(tick)
  }

  window.probe = {
    measure,
    started: location.pathname === '/' ? started() : null,
    settled: () => until(() => open.size === 0),
    beginFrames() {
      frames = []
      requestAnimationFrame(tick)
    },
    // Milliseconds from each frame to the next.
    endFrames() {
      const times = frames
      frames = null
      return times.slice(1).map((time, at) => time - times[at])
    },
  }
})()
