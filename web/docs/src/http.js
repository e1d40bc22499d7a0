/* global Redoc */
// Search works in a worker that is made of a text, which the page's policy forbids.
Redoc.init(
  '/openapi.yaml',
  {
    disableSearch: true,
    hideDownloadButton: true,
    nativeScrollbars: true,
    scrollYOffset: 'body > header',
    theme: {
      typography: {
        fontFamily: 'system-ui, sans-serif',
        headings: { fontFamily: 'system-ui, sans-serif' },
        code: { fontFamily: 'ui-monospace, monospace' },
      },
    },
  },
  document.getElementById('api'),
);
