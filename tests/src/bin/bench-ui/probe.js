// Put into the page before anything of its own: tells when something is painted, how long the core had it in hand,
// and how long frames take.
(() => {
  let open = 0
  let since = 0
  let busy = 0

  // Tag of an answer among what the worker says (postcard).
  const REPLY = 1

  const ask = () => {
    if (open++ === 0) since = performance.now()
  }
  const answer = () => {
    if (open > 0 && --open === 0) busy += performance.now() - since
  }

  const Real = window.Worker
  window.Worker = class extends Real {
    constructor(...given) {
      super(...given)
      this.addEventListener('message', ({ data }) => {
        if (data instanceof ArrayBuffer && new Uint8Array(data)[0] === REPLY) answer()
      })
    }

    postMessage(...given) {
      ask()
      super.postMessage(...given)
    }
  }

  // The task after the next frame: what was there when that began has been painted.
  const afterPaint = done =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => done(performance.now())
      port2.postMessage(0)
    })

  const until = there =>
    new Promise(done => {
      const look = () => (there() ? afterPaint(done) : requestAnimationFrame(look))
      look()
    })

  // Milliseconds from `act` until so many elements are painted, and how many of those something was asked of the core.
  const measure = async (act, css, count, since = performance.now()) => {
    const before = busy
    act()
    const end = await until(() => document.querySelectorAll(css).length >= count)
    return { ms: end - since, core: busy - before }
  }

  let frames = null
  const tick = now => {
    if (!frames) return
    frames.push(now)
    requestAnimationFrame(tick)
  }

  window.probe = {
    measure,
    started: (css, count) => measure(() => {}, css, count, 0),
    settled: () => until(() => open === 0),
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
