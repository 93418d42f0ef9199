// Who is expected, in the memory of the page only: names never reach the device's storage.

const MOST_SHOWN = 20;

export function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
}

async function digest(text) {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  const hex = [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0"));
  return hex.join("").slice(0, 32);
}

export class People {
  #byId = new Map();
  #byDigest = new Map();

  // `list` as the server gives it; `notes` of this device that the server does not know yet.
  replace(list, notes, me) {
    this.#byId.clear();
    this.#byDigest.clear();
    for (const person of list.people) {
      person.standing = person.since ? "present" : "expected";
      person.searched = folded(`${person.name} ${person.institution}`);
      this.#byId.set(person.id, person);
    }
    for (const one of [...list.people, ...list.others]) {
      this.#byDigest.set(one.ticket, one);
      this.#byDigest.set(one.reference, one);
    }
    for (const note of notes) {
      this.apply(note, me);
    }
  }

  get known() {
    return this.#byId.size + this.#byDigest.size > 0;
  }

  get expected() {
    return this.#byId.size;
  }

  get present() {
    return [...this.#byId.values()].filter((person) => person.since).length;
  }

  get(id) {
    return this.#byId.get(id);
  }

  apply(note, me) {
    const person = this.#byId.get(note.person);
    if (!person || (note.present && person.since)) {
      return;
    }
    person.since = note.present ? note.at : undefined;
    person.by = note.present ? me : "";
    person.standing = note.present ? "present" : "expected";
  }

  search(words) {
    const asked = folded(words).split(/\s+/);
    const fits = (person) => asked.every((word) => person.searched.includes(word));
    return [...this.#byId.values()].filter(fits).slice(0, MOST_SHOWN);
  }

  // Whoever holds this ticket or reference: somebody expected, a reason why not, or nobody known.
  async holding(code) {
    if (!crypto.subtle) {
      return undefined;
    }
    const reference = code.toUpperCase().replace(/[\s-]/g, "");
    return this.#byDigest.get(await digest(code)) ?? this.#byDigest.get(await digest(reference));
  }
}
