// The bank's backend, seen from the page: path and body → the answer. A refusal or a lost connection is thrown as a Refusal.

/** What stopped the flow: a stable code and its category. */
export class Refusal extends Error {
  constructor({ code, category }) {
    super(code);
    this.code = code;
    this.category = category;
  }
}

export async function post(path, body) {
  let answer;
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    answer = await response.json();
  } catch {
    throw new Refusal({ code: 'network', category: 'environment' });
  }
  if (answer.error) throw new Refusal({ code: answer.error, category: 'environment' });
  if (answer.outcome === 'rejected') throw new Refusal(answer);
  return answer;
}
