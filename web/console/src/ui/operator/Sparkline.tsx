interface Props {
  /** Oldest first; undefined where there was none. */
  values: readonly (number | undefined)[];
  /** So many there will be: the line grows from the right. */
  most: number;
  /** What the picture shows, in words. */
  label: string;
}

const WIDTH = 240;
const HEIGHT = 44;

/** A line of the last values, from nothing to the largest of them. */
export function Sparkline({ values, most, label }: Props) {
  const top = Math.max(1, ...values.map((value) => value ?? 0));
  const step = WIDTH / (most - 1);
  const points = values.map((value, at) => {
    const x = WIDTH - (values.length - 1 - at) * step;
    const y = HEIGHT - 2 - ((value ?? 0) / top) * (HEIGHT - 6);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  const first = WIDTH - (values.length - 1) * step;
  return (
    <svg
      className="sparkline"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <polygon points={`${first.toFixed(1)},${HEIGHT} ${points.join(' ')} ${WIDTH},${HEIGHT}`} />
      <polyline points={points.join(' ')} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
