// The server has taken the text that a page sent: the device need not keep it any more. What was
// typed there since then stays.
import { Kept } from "./kept.js";

const { store, page } = document.getElementById("taken").dataset;
const kept = new Kept(store, page);
if (kept.read()?.sending) {
  kept.clear();
}
