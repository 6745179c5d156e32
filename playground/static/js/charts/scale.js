/**
 * Round axis steps, and where values fall on them.
 */

/** Round ticks covering `low` to `high`, about `count` of them. */
export function niceTicks(low, high, count = 5) {
  if (low === high) [low, high] = low === 0 ? [0, 1] : [Math.min(0, low), Math.max(0, high)];
  const step = niceStep((high - low) / count);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}

function niceStep(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  const share = rough / power;
  return power * (share <= 1 ? 1 : share <= 2 ? 2 : share <= 2.5 ? 2.5 : share <= 5 ? 5 : 10);
}

/** A function from values between `from` to pixels between `to`. */
export function linear([low, high], [start, end]) {
  return (value) => start + ((value - low) / (high - low)) * (end - start);
}

/**
 * The values an axis covers. Bars and areas start at zero, whose length means the value; a line does too unless that
 * would flatten it.
 */
export function domain(values, kind) {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const fromZero = kind !== "line" || low < high / 2;
  return fromZero ? [Math.min(0, low), Math.max(0, high)] : [low, high];
}
