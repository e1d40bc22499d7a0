const paths = {
  plus: 'M12 5v14M5 12h14',
  back: 'M15 5l-7 7 7 7',
  close: 'M6 6l12 12M18 6L6 18',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c0-3.6 2.9-6 6.5-6s6.5 2.4 6.5 6M16 4.5a3.5 3.5 0 0 1 0 6.5M18 14.5c2.1.8 3.5 2.8 3.5 5.5',
  spark: 'M12 3l1.9 5.6L19.5 10.5l-5.6 1.9L12 18l-1.9-5.6L4.5 10.5l5.6-1.9L12 3zM19 16v5M16.5 18.5h5',
  wave: 'M8.5 13.5L5.8 10.8a1.5 1.5 0 0 1 2.1-2.1l3.3 3.3M11.2 12L6.9 7.7a1.5 1.5 0 0 1 2.1-2.1l4.7 4.7M13.7 10.3L10.4 7a1.5 1.5 0 0 1 2.1-2.1l5 5c2.7 2.7 2.7 6.2.4 8.5s-6 2.3-8.5-.2l-2.7-2.7M18 3.5c1.2.5 2 1.3 2.5 2.5M3.5 18c.5 1.2 1.3 2 2.5 2.5',
  gear: 'M4 7h10M18 7h2M4 17h2M10 17h10M16 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM8 19.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
  send: 'M5 12h13M12.5 5.5L19 12l-6.5 6.5',
  down: 'M6 9.5l6 6 6-6',
  sun: 'M12 16.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6L19 19M19 5l-1.4 1.4M6.4 17.6L5 19',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z',
  auto: 'M4 5h16v11H4zM9 20h6M12 16v4',
  leave: 'M14 4H6a1 1 0 0 0-1 1v14a1 1 0 0 0 1 1h8M11 12h10M17.5 8.5L21 12l-3.5 3.5',
  stop: 'M7 7h10v10H7z',
  again: 'M20 12a8 8 0 1 1-2.5-5.8M20 4v5h-5',
  chart: 'M5 20V10M12 20V4M19 20v-7',
  horn: 'M4 10v4h3l8 4.5v-13L7 10H4zM18.5 9.5a4 4 0 0 1 0 5',
  reply: 'M9 7l-5 5 5 5M4 12h10a6 6 0 0 1 6 6v1',
  more: 'M4.2 12a.8.8 0 1 0 1.6 0 .8.8 0 1 0-1.6 0zM11.2 12a.8.8 0 1 0 1.6 0 .8.8 0 1 0-1.6 0zM18.2 12a.8.8 0 1 0 1.6 0 .8.8 0 1 0-1.6 0z',
  smile: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8.5 14.5a4.5 4.5 0 0 0 7 0M9 9.5h.01M15 9.5h.01',
  pencil: 'M4 20l1-4L16.5 4.5a2.1 2.1 0 0 1 3 3L8 19l-4 1zM14.5 6.5l3 3',
  trash: 'M4 7h16M9 7V4h6v3M6.5 7l1 13h9l1-13M10 11v5.5M14 11v5.5',
  copy: 'M9 9h11v11H9zM15 9V4H4v11h5',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16.2 16.2L21 21',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  link: 'M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1',
  bell: 'M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15L6 16zM10 21h4',
  mute: 'M6 16V11a6 6 0 0 1 9.5-4.9M18 11v5l1.5 2h-15L6 16M10 21h4M4 4l16 16',
  block: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM5.6 5.6l12.8 12.8',
  archive: 'M4 5h16v4H4zM6 9v10h12V9M10 13h4',
  download: 'M12 4v11M7 10.5l5 5 5-5M5 20h14',
  crown: 'M4 18h16M4.5 15L3 7l5 4 4-6 4 6 5-4-1.5 8z',
  task: 'M9 4h6v3H9zM9 5.5H6V20h12V5.5h-3M9 13.5l2.2 2.2L15.5 11',
} as const;

export type IconName = keyof typeof paths;

/** A drawing beside a word, or inside a button that has a label of its own. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}

export function Logo() {
  return (
    <div className="logo">
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <path
          className="logo-back"
          d="M5 4h22a4 4 0 0 1 4 4v12a4 4 0 0 1-4 4H15l-7 6v-6H5a4 4 0 0 1-4-4V8a4 4 0 0 1 4-4z"
        />
        <path className="logo-front" d="M20 10.2a5.2 5.2 0 1 0 0 7.6" />
      </svg>
      <span>Cogo Chat</span>
    </div>
  );
}
