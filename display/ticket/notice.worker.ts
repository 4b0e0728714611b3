/** Shows nothing by itself: phones show notices through such a script alone. A touch brings the page back. */
interface NoticeEvent extends Event {
  readonly notification: { close(): void };
  waitUntil(work: Promise<unknown>): void;
}
interface Pages {
  readonly clients: {
    matchAll(which: object): Promise<readonly { url: string; focus(): Promise<unknown> }[]>;
  };
}

addEventListener('notificationclick', (event) => {
  const { notification, waitUntil } = event as NoticeEvent;
  notification.close();
  const { clients } = self as unknown as Pages;
  const toPage = clients
    .matchAll({ type: 'window', includeUncontrolled: true })
    .then((pages) => pages.find(({ url }) => /\/t\//i.test(url))?.focus());
  waitUntil.call(event, toPage);
});
