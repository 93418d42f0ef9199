// Adds one box that ticks all others of a name; without this script each is ticked by itself.
"use strict";

function boxesOf(place) {
  return document.querySelectorAll(`input[type="checkbox"][name="${place.dataset.tickAll}"]`);
}

for (const place of document.querySelectorAll("[data-tick-all]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.textContent = place.dataset.label;
  button.addEventListener("click", () => {
    const boxes = [...boxesOf(place)];
    const tick = boxes.some((box) => !box.checked);
    for (const box of boxes) {
      box.checked = tick;
    }
  });
  place.append(button);
  place.hidden = false;
}
