// What was noted and is not sent yet. It outlives the page, so that nothing is lost with it; it says
// who by a random name only, and is under a name that other sign-ins do not look for.

const KEPT_FOR = 30 * 24 * 60 * 60 * 1000;

export function newUid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class Queue {
  #prefix;
  #notes = new Map();

  constructor(store) {
    this.#prefix = `eventreg-desk-${store}-`;
    this.#forgetOld();
    for (const key of this.#keys(this.#prefix)) {
      const note = JSON.parse(localStorage.getItem(key));
      this.#notes.set(note.uid, note);
    }
  }

  get notes() {
    return [...this.#notes.values()].sort((one, other) => one.at.localeCompare(other.at));
  }

  get size() {
    return this.#notes.size;
  }

  add(note) {
    this.#notes.set(note.uid, note);
    this.#withStorage(() => localStorage.setItem(this.#prefix + note.uid, JSON.stringify(note)));
  }

  remove(uid) {
    this.#notes.delete(uid);
    this.#withStorage(() => localStorage.removeItem(this.#prefix + uid));
  }

  #forgetOld() {
    for (const key of this.#keys("eventreg-desk-")) {
      const { at } = JSON.parse(localStorage.getItem(key));
      if (Date.now() - Date.parse(at) > KEPT_FOR) {
        localStorage.removeItem(key);
      }
    }
  }

  #keys(prefix) {
    let keys = [];
    this.#withStorage(() => {
      keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    });
    return keys;
  }

  // A browser may forbid to store, or be full: then the memory of the page must do.
  #withStorage(action) {
    try {
      action();
    } catch (error) {
      if (!(error instanceof DOMException)) {
        throw error;
      }
    }
  }
}
