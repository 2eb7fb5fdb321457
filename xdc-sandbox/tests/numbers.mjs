// Chance that is the same in every run (xorshift): each call gives a number below the one it is asked for.
export function numbers(seed) {
  let state = seed;
  return (below) => {
    state ^= state << 13; state ^= state >>> 17; state ^= state << 5;
    return (state >>> 0) % below;
  };
}
