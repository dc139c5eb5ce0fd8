const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const dateAndTime = new Intl.DateTimeFormat(undefined, {
  dateStyle: 'medium',
  timeStyle: 'short',
});

/** The time of day; with its date if it was not today. */
export function formatSince(iso: string, nowMs: number): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) {
    return iso;
  }
  const isToday = date.toDateString() === new Date(nowMs).toDateString();
  return (isToday ? time : dateAndTime).format(date);
}
