// What pages need beside htmx: the theme, copying, and live parts that leave the reader alone.
(() => {
  const root = document.documentElement;
  const remembered = localStorage.getItem('slipway-theme');
  if (remembered) root.dataset.theme = remembered;

  const dark = () => root.dataset.theme
    ? root.dataset.theme === 'dark'
    : matchMedia('(prefers-color-scheme: dark)').matches;

  document.addEventListener('click', event => {
    if (event.target.closest('[data-theme-switch]')) {
      root.dataset.theme = dark() ? 'light' : 'dark';
      localStorage.setItem('slipway-theme', root.dataset.theme);
      document.dispatchEvent(new Event('slipway:theme'));
    }
    const copy = event.target.closest('[data-copy]');
    if (copy) {
      navigator.clipboard.writeText(copy.parentElement.querySelector('pre').textContent.trim());
      copy.textContent = 'Copied';
      setTimeout(() => { copy.textContent = 'Copy'; }, 1500);
    }
  });
  matchMedia('(prefers-color-scheme: dark)')
    .addEventListener('change', () => document.dispatchEvent(new Event('slipway:theme')));

  const shown = new Map();
  document.addEventListener('htmx:beforeSwap', event => {
    const target = event.detail.target;
    const selection = getSelection();
    const selecting = !selection.isCollapsed && target.contains(selection.anchorNode);
    const typing = target.contains(document.activeElement)
      && document.activeElement.matches('input, select, summary');
    const fresh = event.detail.xhr.responseText;
    if (selecting || typing || target.querySelector('details[open]') || shown.get(target.id) === fresh) {
      event.detail.shouldSwap = false;
      return;
    }
    shown.set(target.id, fresh);
  });
})();
