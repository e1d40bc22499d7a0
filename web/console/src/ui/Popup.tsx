import { useLayoutEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';

interface Props {
  /** What it opened from: it stands beside it, and gets the focus back. */
  anchor: HTMLElement;
  label: string;
  onClose: () => void;
  className?: string;
  children: ReactNode;
}

/** Kept between it and the edges of the page, in pixels. */
const MARGIN = 8;

/** A menu above everything else; the browser closes it on Escape and on a click elsewhere. Its buttons are the menu's items. */
export function Popup({ anchor, label, onClose, className, children }: Props) {
  const popup = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;

  useLayoutEffect(() => {
    const element = popup.current;
    if (element === null) {
      return undefined;
    }
    element.showPopover();
    place(element, anchor.getBoundingClientRect());
    items(element)[0]?.focus({ preventScroll: true });
    const onToggle = (event: Event) => {
      if ((event as ToggleEvent).newState === 'closed') {
        close.current();
      }
    };
    const onResize = () => element.hidePopover();
    element.addEventListener('toggle', onToggle);
    window.addEventListener('resize', onResize);
    return () => {
      element.removeEventListener('toggle', onToggle);
      window.removeEventListener('resize', onResize);
    };
  }, [anchor]);

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    const all = items(event.currentTarget);
    const at = all.indexOf(document.activeElement as HTMLElement);
    const next = {
      ArrowDown: (at + 1) % all.length,
      ArrowRight: (at + 1) % all.length,
      ArrowUp: (at - 1 + all.length) % all.length,
      ArrowLeft: (at - 1 + all.length) % all.length,
      Home: 0,
      End: all.length - 1,
    }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      all[next]?.focus();
    } else if (event.key === 'Tab') {
      event.preventDefault();
      onClose();
      anchor.focus();
    }
  }

  return (
    <div
      ref={popup}
      popover="auto"
      role="menu"
      aria-label={label}
      className={`popup${className === undefined ? '' : ` ${className}`}`}
      onKeyDown={onKeyDown}
    >
      {children}
    </div>
  );
}

function items(element: HTMLElement): HTMLElement[] {
  return [...element.querySelectorAll<HTMLElement>('[role^="menuitem"]:not(:disabled)')];
}

/** Below its anchor if there is room, else above; always inside the page. */
export function place(element: HTMLElement, anchor: DOMRect): void {
  const { offsetWidth: width, offsetHeight: height } = element;
  const below = anchor.bottom + 4 + height + MARGIN <= window.innerHeight;
  const top = below ? anchor.bottom + 4 : anchor.top - 4 - height;
  const left = anchor.left + anchor.width / 2 > window.innerWidth / 2 ? anchor.right - width : anchor.left;
  element.style.top = `${Math.max(MARGIN, Math.min(top, window.innerHeight - height - MARGIN))}px`;
  element.style.left = `${Math.max(MARGIN, Math.min(left, window.innerWidth - width - MARGIN))}px`;
}
