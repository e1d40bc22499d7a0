/** Tells when a page comes back: it is looked at again, the network is there again. Elsewhere than in a browser it never does. */
export function watchPage(back: () => void): () => void {
  if (typeof document === 'undefined' || typeof addEventListener === 'undefined') {
    return () => undefined;
  }
  const visible = () => !document.hidden && back();
  document.addEventListener('visibilitychange', visible);
  addEventListener('online', back);
  addEventListener('pageshow', back);
  return () => {
    document.removeEventListener('visibilitychange', visible);
    removeEventListener('online', back);
    removeEventListener('pageshow', back);
  };
}
