// A fixed piece of work, so that figures of different machines can be compared; also as a worker.

export const loop = () => {
  const start = performance.now()
  let number = 1
  for (let n = 0; n < 30_000_000; n++) number = (Math.imul(number, 1_103_515_245) + 12_345) & 0x7fffffff
  // The result is used, so the loop is not left out.
  return number < 0 ? NaN : performance.now() - start
}

if (typeof window === 'undefined') postMessage(loop())
