// Tells the server when somebody goes back or forward. It stands outside the fragment that moves the day, because the
// filters have to follow too, and a whole run is what they need.

import { reportSteps, tellAgain } from "./address_keeper.js";

/** @import { Component } from "../shared/types" */

whenBackAgain(() => tellAgain());

/** @param {Component<null>} component */
export default function ({ setStateValue }) {
  const here = location.pathname;
  // A step to another page is none of this page's: Streamlit turns the page, and an answer from here would turn it back.
  reportSteps((query, number) => {
    if (location.pathname !== here) return false;
    setStateValue("moved", { query, number, told: performance.now() });   // what was told before would not be heard again
    return true;
  });
}

/**
 * Calls when the connection to the server comes back. A server that was started again knows nothing of this page, and a
 * message from a part of it, such as the player, would be lost: the whole page has to run once.
 * @param {() => void} act
 */
function whenBackAgain(act) {
  const app = /** @type {HTMLElement | null} */ (document.querySelector("[data-test-connection-state]"));
  let isLost = false;
  const look = () => {
    const isThere = app?.dataset.testConnectionState === "CONNECTED";
    if (isThere && isLost) act();
    isLost = !isThere;
  };
  if (app) new MutationObserver(look).observe(app, { attributes: true, attributeFilter: ["data-test-connection-state"] });
}
