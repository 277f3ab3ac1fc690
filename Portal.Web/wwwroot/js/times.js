// Adds the reader's own zone before the UTC time that the server wrote. UTC always stays.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const format = (options) => new Intl.DateTimeFormat('en-GB', options);
const whole = format({ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZoneName: 'short' });
const day = format({ day: 'numeric', month: 'short' });
const utcDay = format({ day: 'numeric', month: 'short', timeZone: 'UTC' });
const utcTime = format({ hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });

for (const element of document.querySelectorAll('[data-local-time]')) {
  const at = new Date(element.dataset.localTime);
  if (Number.isNaN(at.getTime()) || at.getTimezoneOffset() === 0) continue;
  // The UTC day is repeated only where it differs from the reader's.
  const utc = day.format(at) === utcDay.format(at) ? utcTime.format(at) : `${utcDay.format(at)}, ${utcTime.format(at)}`;
  element.textContent = `${whole.format(at)} (${utc} UTC)`;
  element.closest('time')?.setAttribute('title', `Your time zone: ${zone}`);
}
