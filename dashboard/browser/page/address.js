// Tells the server when somebody goes back or forward. It stands outside the fragment that moves the day, because the
// filters have to follow too, and a whole run is what they need.

import { reportSteps } from "./address_keeper.js";

/** @import { Component } from "../shared/types" */

/** @param {Component<null>} component */
export default function ({ setStateValue }) {
  const here = location.pathname;
  // A step to another page is none of this page's: Streamlit turns the page, and an answer from here would turn it back.
  reportSteps((query) => {
    if (location.pathname === here) setStateValue("moved", { query, number: performance.now() });
  });
}
