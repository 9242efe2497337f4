// In: what a session has shown. Out: its orders. Knows a customer by the pseudonym alone. In memory: a shop has a database.

export class Orders {
  #ages = new Map();
  #customers = new Map();
  #last = 4100;

  /** The answer of the age gate: one flag, and no birth date. */
  age(session, isOldEnough) {
    this.#ages.set(session, isOldEnough ? 'shown' : 'too_young');
    return { age: this.#ages.get(session) };
  }

  /** An order to this address. Who has shown no age shows a card to the courier; who is too young gets nothing. */
  place(session, { name, address }, pseudonym) {
    const age = this.#ages.get(session) ?? 'at_the_door';
    if (age === 'too_young') return { age };
    this.#last += 1;
    return { order: { number: this.#last, name, address, age, customer: this.#customer(pseudonym) } };
  }

  #customer(pseudonym) {
    if (pseudonym === null) return { kind: 'guest' };
    const orders = (this.#customers.get(pseudonym) ?? 0) + 1;
    this.#customers.set(pseudonym, orders);
    return { kind: orders > 1 ? 'known' : 'new', orders };
  }
}
