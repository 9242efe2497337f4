// A booking without its names: the flight, and a button for each seat.

import { element, foreign } from '/page/element.js';

export function bookingView({ flight, passengers }, { chosen, choose, language }) {
  const { number, from, to, date, time } = flight;
  const day = new Date(`${date}T00:00:00Z`).toLocaleDateString(language.code, { dateStyle: 'full', timeZone: 'UTC' });
  const seat = ({ seat: name, kind }) =>
    element(
      'li',
      {},
      element('button', { type: 'button', 'data-seat': name, 'aria-pressed': String(name === chosen), click: () => choose(name) }, element('strong', {}, name === 'INF' ? language.say('seat.lap') : name), language.say(`kind.${kind}`)),
    );
  return [
    element('p', { class: 'number' }, foreign(number)),
    element('h2', { id: 'flight', tabindex: -1 }, foreign(from), ' → ', foreign(to)),
    element('p', { class: 'small' }, `${day}, ${time}`),
    element('p', {}, language.say('booking.choose')),
    element('ul', { class: 'seats' }, passengers.map(seat)),
  ];
}
