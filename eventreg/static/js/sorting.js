// Drags a contribution to another column: it chooses there what the card's own form offers, and
// sends that form. Without this script the form does the same.
"use strict";

let held = null;

for (const card of document.querySelectorAll(".column .card")) {
  if (!card.querySelector("form.move")) continue;
  card.draggable = true;
  card.addEventListener("dragstart", (event) => {
    held = card;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", card.id);
  });
  card.addEventListener("dragend", () => {
    held = null;
  });
}

for (const column of document.querySelectorAll(".column")) {
  const takes = () =>
    held &&
    held.closest(".column") !== column &&
    [...held.querySelectorAll("form.move option")].some(
      (option) => option.value === column.dataset.key,
    );
  column.addEventListener("dragover", (event) => {
    if (!takes()) return;
    event.preventDefault();
    column.classList.add("drop-here");
  });
  column.addEventListener("dragleave", () => column.classList.remove("drop-here"));
  column.addEventListener("drop", (event) => {
    column.classList.remove("drop-here");
    if (!takes()) return;
    event.preventDefault();
    const form = held.querySelector("form.move");
    form.elements.to.value = column.dataset.key;
    form.requestSubmit();
  });
}
