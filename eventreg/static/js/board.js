// Moves items of the agenda by mouse, finger or keys. Without this script the links "Move" do the
// same; it sends the very form that they open, and shows the page's own answer.
"use strict";

const region = document.getElementById("board-region");
const said = document.getElementById("board-said");
const refused = document.getElementById("board-refused");
const help = document.getElementById("board-help");
const EDGE = 60;
let held = null; // { card, target, side, keys, pointer }

const daysOf = () => [...region.querySelectorAll(".board-day")];
const cardsOf = (day) => [...day.querySelectorAll(".planned[data-uid]")];
const dayOf = (card) => card.closest(".board-day");

function words(name, card, day) {
  return region.dataset[name]
    .replace("{title}", card ? card.dataset.title : "")
    .replace("{day}", day ? day.dataset.name : "");
}

function addGrips() {
  for (const card of region.querySelectorAll(".planned[data-uid]")) {
    const grip = document.createElement("button");
    grip.type = "button";
    grip.className = "quiet grip";
    grip.textContent = "⠿";
    grip.setAttribute("aria-label", words("grip", card));
    grip.setAttribute("aria-describedby", "board-help");
    card.append(grip);
    card.classList.add("has-grip");
  }
}

function unmark() {
  for (const marked of region.querySelectorAll(".drop-before, .drop-after, .drop-here")) {
    marked.classList.remove("drop-before", "drop-after", "drop-here");
  }
}

// Where it would go: beside `card`, or to a day on which nothing is.
function aim(day, card, side) {
  unmark();
  held.day = day;
  held.target = card;
  held.side = side;
  if (card) {
    card.classList.add(side === "before" ? "drop-before" : "drop-after");
  } else {
    day.classList.add("drop-here");
  }
}

function pickUp(card, keys) {
  held = { card, keys, day: dayOf(card), target: null, side: "after" };
  card.classList.add("is-moving");
  card.querySelector(":scope > .grip").setAttribute("aria-pressed", "true");
  if (keys) {
    say(words("picked", card));
  } else {
    document.body.classList.add("is-dragging");
  }
}

function letGo() {
  const { card } = held;
  unmark();
  card.classList.remove("is-moving");
  card.querySelector(":scope > .grip").setAttribute("aria-pressed", "false");
  document.body.classList.remove("is-dragging");
  held = null;
  return card;
}

function putBack() {
  say(words("left", letGo()));
}

function say(text) {
  said.textContent = text;
}

function isWhereItWas() {
  const { card, day, target, side } = held;
  if (dayOf(card) !== day) {
    return false;
  }
  const cards = cardsOf(day);
  const here = cards.indexOf(card);
  return !target || target === card || cards[here + (side === "before" ? 1 : -1)] === target;
}

async function putDown() {
  if (isWhereItWas()) {
    putBack();
    return;
  }
  const { day, target, side } = held;
  const card = letGo();
  const form = new FormData();
  form.set("csrf_token", region.dataset.token);
  form.set("seen", card.dataset.seen);
  form.set("how", target ? "beside" : "time");
  form.set("day", day.dataset.day);
  form.set("neighbour", target ? target.dataset.uid : "");
  form.set("side", side);
  form.set("starts_at", "");
  await send(card.dataset.place, form, card.dataset.uid);
}

async function send(address, form, uid) {
  try {
    const answer = await fetch(address, { method: "POST", body: form });
    const page = parsed(await answer.text());
    if (answer.ok) {
      show(page, uid);
      const move = document.querySelector("#last-move p");
      refuse("");
      say(move ? move.textContent : "");
    } else {
      show(parsed(await (await fetch(location.pathname)).text()), uid);
      refuse(reasonIn(page) || region.dataset.failed);
    }
  } catch {
    refuse(region.dataset.failed);
  }
}

function parsed(text) {
  return new DOMParser().parseFromString(text, "text/html");
}

function reasonIn(page) {
  const found = page.querySelector(".error-summary ul") || page.querySelector("main p");
  return found ? found.textContent.trim() : "";
}

function refuse(reason) {
  refused.replaceChildren();
  refused.className = reason ? "notice notice-bad" : "";
  if (reason) {
    const line = document.createElement("p");
    line.textContent = reason;
    refused.append(line);
    refused.scrollIntoView({ block: "center" });
  }
}

function show(page, uid) {
  const fresh = page.getElementById("board-region");
  if (!fresh) {
    location.reload();
    return;
  }
  region.replaceChildren(...fresh.childNodes);
  addGrips();
  const grip = document.querySelector(`#item-${CSS.escape(uid)} > .grip`);
  if (grip) {
    grip.focus({ preventScroll: true });
    grip.parentElement.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}

// Keys: one step along the day, or to the day beside it.
function step(key) {
  const days = daysOf();
  const others = (day) => cardsOf(day).filter((card) => card !== held.card);
  const cards = others(held.day);
  const places = cards.length;
  let here = placeOf(cards);
  if (key === "ArrowUp" || key === "ArrowDown") {
    here = Math.max(0, Math.min(places, here + (key === "ArrowUp" ? -1 : 1)));
    aimAt(held.day, cards, here);
    return;
  }
  const day = days[days.indexOf(held.day) + (key === "ArrowLeft" ? -1 : 1)];
  if (day) {
    aimAt(day, others(day), Math.min(here, others(day).length));
  }
}

// Before which of the others it stands, counted from 0.
function placeOf(cards) {
  if (held.target) {
    return cards.indexOf(held.target) + (held.side === "before" ? 0 : 1);
  }
  const all = cardsOf(held.day);
  return all.includes(held.card) ? all.indexOf(held.card) : 0;
}

function aimAt(day, cards, place) {
  if (!cards.length) {
    aim(day, null, "after");
    say(words("alone", null, day));
  } else if (place < cards.length) {
    aim(day, cards[place], "before");
    say(words("before", cards[place], day));
  } else {
    aim(day, cards[place - 1], "after");
    say(words("after", cards[place - 1], day));
  }
  (held.target || day).scrollIntoView({ block: "nearest", inline: "nearest" });
}

region.addEventListener("keydown", (event) => {
  const grip = event.target.closest(".grip");
  if (!grip) {
    return;
  }
  if (event.key === " " || event.key === "Enter") {
    event.preventDefault();
    if (held) {
      putDown();
    } else {
      pickUp(grip.parentElement, true);
    }
  } else if (held && event.key === "Escape") {
    putBack();
  } else if (held && event.key.startsWith("Arrow")) {
    event.preventDefault();
    step(event.key);
  }
});

region.addEventListener("focusout", (event) => {
  if (held && held.keys && event.target.closest(".grip")) {
    putBack();
  }
});

region.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest(".grip");
  if (grip && event.button === 0) {
    event.preventDefault();
    if (held) {
      letGo();
    }
    grip.focus({ preventScroll: true });
    pickUp(grip.parentElement, false);
  }
});

function nearest(day, y) {
  const cards = cardsOf(day).filter((card) => card !== held.card);
  let found = null;
  for (const card of cards) {
    const box = card.getBoundingClientRect();
    const distance = Math.max(box.top - y, y - box.bottom, 0);
    if (!found || distance < found.distance) {
      found = { card, distance, side: y < (box.top + box.bottom) / 2 ? "before" : "after" };
    }
  }
  return found;
}

document.addEventListener("pointermove", (event) => {
  if (!held || held.keys) {
    return;
  }
  const below = document.elementFromPoint(event.clientX, event.clientY);
  const day = below && below.closest(".board-day");
  if (day) {
    const card = below.closest(".planned[data-uid]");
    const box = card && card.getBoundingClientRect();
    if (card && card !== held.card) {
      aim(day, card, event.clientY < (box.top + box.bottom) / 2 ? "before" : "after");
    } else {
      const near = card ? null : nearest(day, event.clientY);
      aim(day, card || (near && near.card), near ? near.side : "after");
    }
  }
  if (event.clientY < EDGE || event.clientY > innerHeight - EDGE) {
    scrollBy(0, event.clientY < EDGE ? -12 : 12);
  }
});

document.addEventListener("pointerup", () => {
  if (held && !held.keys) {
    putDown();
  }
});

document.addEventListener("pointercancel", () => {
  if (held && !held.keys) {
    putBack();
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && held && !held.keys) {
    putBack();
  }
});

help.hidden = false;
addGrips();
