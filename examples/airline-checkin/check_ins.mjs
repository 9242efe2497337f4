// In: bookings, and what the backend found of each passenger. Out: who may go to the gate, and what the staff still look at. The name in a
// booking is never told to the passenger's page; a portrait is told to the staff alone, and is erased when they have looked.

import { randomUUID } from 'node:crypto';

/** By the airlines' rule: under 2 on the day of the flight, under 12, and the rest. */
const BANDS = [['infant', 2], ['child', 12], ['adult', Infinity]];

export class CheckIns {
  #bookings;
  #chosen = new Map();
  #seats = new Map();

  constructor(bookings) {
    this.#bookings = bookings;
  }

  /** A booking without its names; null where code and phone do not fit. A real one limits how often a caller may try. */
  find({ code, phone }) {
    const booking = this.#booking(code, phone);
    if (!booking) return null;
    return { flight: booking.flight, passengers: booking.passengers.map(({ seat, kind }) => ({ seat, kind })) };
  }

  /** Whom this session checks in from now on: what is asked for depends on it. */
  choose(session, { code, phone, seat }) {
    const booking = this.#booking(code, phone);
    const passenger = booking?.passengers.find((one) => one.seat === seat);
    if (!passenger) return null;
    this.#chosen.set(session, { id: `${booking.code}-${seat}`, ...passenger, flight: booking.flight });
    return { request: passenger.kind === 'adult' ? 'check-in-adult' : 'check-in-child' };
  }

  chosen(session) {
    return this.#chosen.get(session) ?? null;
  }

  /** What the passenger is told: yes or no. */
  note({ id, ...seat }, { name, age, photo }) {
    const next = name === 'yes' && age !== 'no' ? 'gate' : 'counter';
    this.#seats.set(id, { id, photoId: photo && randomUUID(), photo, ...seat, nameMatch: name, ageMatch: age, next, face: 'waiting' });
    return { name, age, next };
  }

  /** What the staff see. */
  board() {
    return [...this.#seats.values()].map(({ photo: _, ...seat }) => seat);
  }

  photo(photoId) {
    return [...this.#seats.values()].find((seat) => seat.photoId === photoId)?.photo ?? null;
  }

  /** A person of the staff has looked. The portrait has served its purpose. */
  decide({ id, face }) {
    const seat = this.#seats.get(id);
    if (!seat || !['same', 'other'].includes(face)) return null;
    Object.assign(seat, { face, photo: null, photoId: null, next: face === 'same' ? seat.next : 'counter' });
    return { face };
  }

  #booking(code, phone) {
    return this.#bookings.find((booking) => booking.code === code && booking.phone === phone);
  }
}

/** Whether the birth date fits what was booked. An adult's fare says nothing of an age, so none is asked. */
export function ageMatches({ kind, flight }, birthDate) {
  if (kind === 'adult') return 'not_asked';
  return birthDate !== undefined && bandOn(flight.date, birthDate) === kind ? 'yes' : 'no';
}

/** Dates as YYYY-MM-DD. */
export function bandOn(day, birthDate) {
  const [years, rest] = [Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4)), day.slice(5) < birthDate.slice(5) ? 1 : 0];
  return BANDS.find(([, under]) => years - rest < under)[0];
}
