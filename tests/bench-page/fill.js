// On the product's own origin: fills its store, and tells how fast the machine is.

import init, { fill } from './estuary_bench_page.js'
import { loop } from './loop.js'

const KINDS = 12

// Many colours and little detail, as photographs have; compressed as a browser does it.
const picture = async (width, height, n) => {
  const canvas = new OffscreenCanvas(width, height)
  const paper = canvas.getContext('2d')
  for (let at = 0; at < 40; at++) {
    const gradient = paper.createRadialGradient(0, 0, 0, width / 3, height / 3, width / 2)
    gradient.addColorStop(0, `hsl(${(n * 83 + at * 29) % 360} 70% 55%)`)
    gradient.addColorStop(1, 'transparent')
    paper.setTransform(1, 0, 0, 1, (at * 131) % width, (at * 197) % height)
    paper.fillStyle = gradient
    paper.fillRect(-width, -height, 2 * width, 2 * height)
  }
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.75 })
  return new Uint8Array(await blob.arrayBuffer())
}

const pictures = (width, height) => Promise.all(Array.from({ length: KINDS }, (_, n) => picture(width, height, n)))

window.bench = {
  loop,

  loopInWorker: () =>
    new Promise(done => {
      const worker = new Worker('loop.js', { type: 'module' })
      worker.onmessage = ({ data }) => (worker.terminate(), done(data))
    }),

  // Seconds it took.
  async fill(chats, messages) {
    const start = performance.now()
    await init()
    const names = (await indexedDB.databases()).map(({ name }) => name)
    const database = names.find(name => /^estuary-\d+$/.test(name))
    await fill(database, chats, messages, await pictures(256, 256), await pictures(1280, 960), 1280, 960)
    return (performance.now() - start) / 1000
  },
}
