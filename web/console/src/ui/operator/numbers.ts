import { t } from '../../texts';

/** A number in the page's language, with a decimal where it is small. */
export function numberText(value: number): string {
  return value.toLocaleString(t.language, { maximumFractionDigits: value < 10 ? 1 : 0 });
}

export function msText(ms: number): string {
  return `${ms.toLocaleString(t.language, { maximumFractionDigits: ms < 10 ? 1 : 0 })} ms`;
}

export function percentText(share: number): string {
  return share.toLocaleString(t.language, { style: 'percent' });
}

export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_000_000).toLocaleString(t.language)} MB`;
}
