// In: questions to another process or thread. Out: their answers, told apart by a number.

/** Questions that wait for their answers. */
export class Questions {
  #send;
  #waiting = new Map();
  #number = 0;

  constructor(send) {
    this.#send = send;
  }

  ask(question) {
    this.#number += 1;
    const number = this.#number;
    return new Promise((resolve) => {
      this.#waiting.set(number, resolve);
      this.#send({ number, ...question });
    });
  }

  answered({ number, answer }) {
    this.#waiting.get(number)?.(answer);
    this.#waiting.delete(number);
  }
}
